import { computed, type ComputedRef, ref, type Ref, shallowRef } from 'vue'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { TagSuggestion } from '../../../../engine/contract/collaboration.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'
import { suggestTags } from '../../../api/collaboration.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useRecordEditing } from '../record-editing.ts'

export interface RecordTags {
  names: ComputedRef<string[]>
  typed: Ref<string>
  /** Tags of the module that fit what was typed and that the record does not have. */
  choices: ComputedRef<TagSuggestion[]>
  /** What was typed would be a new tag. */
  isNew: ComputedRef<boolean>
  isBusy: Ref<boolean>
  loadSuggestions(): Promise<void>
  add(name: string): Promise<void>
  remove(name: string): Promise<void>
}

/** The tags of a record, with those of its module to choose from. */
export function useRecordTags(field: FieldModel, record: () => RecordData): RecordTags {
  const editing = useRecordEditing()
  const toast = useToast()
  const typed = ref('')
  const isBusy = ref(false)
  const suggestions = shallowRef<TagSuggestion[]>([])
  const names = computed(() => {
    const value = record().values[field.key]
    return Array.isArray(value) ? value.map(String) : []
  })
  const plain = (text: string) => text.trim().toLowerCase()
  const has = (name: string) => names.value.some((one) => plain(one) === plain(name))
  const choices = computed(() => suggestions.value.filter(({ name }) => !has(name) && plain(name).includes(plain(typed.value))).slice(0, 12))
  const isNew = computed(() => plain(typed.value) !== '' && !has(typed.value) && !suggestions.value.some(({ name }) => plain(name) === plain(typed.value)))

  async function loadSuggestions(): Promise<void> {
    typed.value = ''
    try {
      suggestions.value = (await suggestTags(record().module, field.key)).tags
    } catch (error) {
      toast.problem(error)
    }
  }

  async function save(next: string[]): Promise<void> {
    isBusy.value = true
    const { errors } = await editing.save({ [field.key]: next.length > 0 ? next : null })
    isBusy.value = false
    const problem = errors[field.key]
    if (problem !== undefined) toast.error(problem)
  }

  async function add(name: string): Promise<void> {
    typed.value = ''
    if (name.trim() !== '' && !has(name)) await save([...names.value, name.trim()])
  }
  const remove = (name: string) => save(names.value.filter((one) => one !== name))

  return { names, typed, choices, isNew, isBusy, loadSuggestions, add, remove }
}
