import { computed, type ComputedRef, nextTick, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { FieldValue, RecordData } from '../../../../engine/contract/api.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'
import { isComposing } from '../../../kit/is-composing.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { widgetNamed } from '../../../widgets/registry.ts'
import type { RecordForm } from '../../form/use-record-form.ts'
import { useRecordEditing } from '../record-editing.ts'

export interface FieldEditor {
  isEditing: Ref<boolean>
  isSaving: Ref<boolean>
  error: Ref<string | undefined>
  draft: ShallowRef<FieldValue>
  draftLabel: Ref<string | undefined>
  mayEdit: ComputedRef<boolean>
  edit(): Promise<void>
  save(): Promise<void>
  cancel(): void
  take(value: FieldValue, text?: string): void
  onKeydown(event: KeyboardEvent): void
}

/** Editing one value in its place: Enter or Ctrl+S saves, Escape gives up; a choice is saved as soon as it is made. */
export function useFieldEditor(input: { field: FieldModel; record: () => RecordData; form: () => RecordForm; root: () => HTMLElement | null }): FieldEditor {
  const { field, record, form, root } = input
  const metadata = useMetadata()
  const editing = useRecordEditing()
  const isEditing = ref(false)
  const isSaving = ref(false)
  const error = ref<string>()
  const draft = shallowRef<FieldValue>(null)
  const draftLabel = ref<string>()
  const isChoice = computed(() => widgetNamed(metadata.typeOf(field)?.widget ?? '').isChoice === true)
  const mayEdit = computed(() => record().can.update === true && !form().isReadOnly(field) && (!field.system || field.key === 'owner'))
  /** The record as it was when the edit began: live changes of others arrive meanwhile. */
  let base: RecordData | undefined
  const stored = () => (base ?? record()).values[field.key] ?? null

  async function edit(): Promise<void> {
    if (!mayEdit.value || isEditing.value) return
    base = record()
    draft.value = stored()
    draftLabel.value = record().labels[field.key]
    error.value = undefined
    isEditing.value = true
    await nextTick()
    requestAnimationFrame(() => root()?.querySelector<HTMLElement>('.editor input:not([type=hidden]), .editor textarea, .editor [tabindex="0"]')?.focus())
  }

  function cancel(): void {
    isEditing.value = false
    void nextTick(() => root()?.querySelector<HTMLElement>('.pencil')?.focus())
  }

  async function save(): Promise<void> {
    if (isSaving.value) return
    if (JSON.stringify(draft.value) === JSON.stringify(stored())) return cancel()
    isSaving.value = true
    const { errors } = await editing.save({ [field.key]: draft.value }, base)
    isSaving.value = false
    error.value = errors[field.key]
    if (error.value === undefined) cancel()
  }

  function take(value: FieldValue, text?: string): void {
    draft.value = value
    draftLabel.value = text ?? draftLabel.value
    error.value = undefined
    if (isChoice.value) void save()
  }

  function onKeydown(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const isLineBreak = event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey
    if (event.key === 'Escape') cancel()
    else if ((event.key === 'Enter' && !isLineBreak) || (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault()
      void save()
    }
  }

  return { isEditing, isSaving, error, draft, draftLabel, mayEdit, edit, save, cancel, take, onKeydown }
}
