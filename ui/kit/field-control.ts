import { computed, type ComputedRef, inject, type InjectionKey, provide, useId } from 'vue'

/** What a control needs to be known by its label, its description and its error. */
export interface ControlWiring {
  id: string
  labelId: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const KEY: InjectionKey<ComputedRef<ControlWiring>> = Symbol('field-control')

/** For FieldControl: makes the ids and offers them to the control within. */
export function provideFieldControl(state: () => { described: boolean; invalid: boolean; required: boolean }): ComputedRef<ControlWiring> {
  const id = useId()
  const wiring = computed(() => {
    const { described, invalid, required } = state()
    const ids = [described && `${id}-text`, invalid && `${id}-error`].filter(Boolean)
    return { id, labelId: `${id}-label`, describedBy: ids.length > 0 ? ids.join(' ') : undefined, invalid, required }
  })
  provide(KEY, wiring)
  return wiring
}

/** For inputs: the attributes of the element that takes the focus. Outside a FieldControl only `label` names it. */
export function useControlAttributes(label?: () => string | undefined): ComputedRef<Record<string, string | undefined>> {
  const wiring = inject(KEY, null)
  return computed(() => {
    const own = label?.()
    const control = wiring?.value
    return {
      // One of several controls in a field (an amount and its currency) has a name of its own and must not take the id of the others.
      id: own === undefined ? control?.id : undefined,
      'aria-label': own,
      'aria-labelledby': own === undefined ? control?.labelId : undefined,
      'aria-describedby': control?.describedBy,
      'aria-invalid': control?.invalid ? 'true' : undefined,
      'aria-required': control?.required ? 'true' : undefined,
    }
  })
}
