import type { Component } from 'vue'
import type { FieldValue, RecordData, Values } from '../../engine/contract/api.ts'
import type { ConditionValue, Operator } from '../../engine/contract/condition.ts'
import type { FieldModel } from '../../engine/contract/model.ts'

/** Where a value is shown: one line in a list, a line of a card, or with room on a record page. */
export type DisplayPlace = 'cell' | 'card' | 'page'

export interface DisplayProps {
  value: FieldValue
  field: FieldModel
  /** Text of references, owners and picklists as the server gave it (`record.labels[field]`). */
  label?: string
  record?: RecordData
  place: DisplayPlace
}

/** Inputs emit `update:modelValue` (value, label?): `label` is the text of a reference that was chosen. They take ids and errors from FieldControl. */
export interface InputProps {
  modelValue: FieldValue
  field: FieldModel
  module: string
  /** Id of the record that is edited; absent for a new one. */
  record?: string
  label?: string
  /** All values of the form, for what depends on others. */
  values: Values
  disabled?: boolean
  autofocus?: boolean
}

/** The operand of one comparison. `multiple` for the operators that take a list. Emits `update:modelValue`. */
export interface FilterProps {
  modelValue: ConditionValue | undefined
  field: FieldModel
  module: string
  op: Operator
  multiple: boolean
}

/** How the values of a type of field are shown, edited and filtered. Input and Filter are lazy: `() => import('./Input.vue')`. */
export interface Widget {
  /** As in FieldTypeInfo.widget: the folder's name. */
  name: string
  /** Component with {@link DisplayProps}; small, for lists draw hundreds. */
  Display: Component
  Input: () => Promise<{ default: Component }>
  Filter: () => Promise<{ default: Component }>
  align?: 'start' | 'end' | 'center'
  /** First width of a column in pixels. */
  width?: number
  /** Pixels below which a column would cut its values: for those that are all of a length. */
  least?: number
  /** A choice is all there is to an edit: on a record page it is saved as soon as it is made. */
  isChoice?: boolean
}

export function defineWidget(widget: Widget): Widget {
  return widget
}
