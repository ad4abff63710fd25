import { computed, type ComputedRef, ref, type Ref, watch } from 'vue'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel, PicklistValueModel } from '../../../../engine/contract/model.ts'
import { loadHistory } from '../../../api/records.ts'
import { useMetadata } from '../../../state/metadata.ts'

export interface StageStep extends PicklistValueModel {
  state: 'past' | 'now' | 'next'
  /** The flow of the module does not lead there from where the record stands. */
  isBarred: boolean
}
export interface StagePath {
  /** The way, without the states that end it where there are several of those. */
  steps: ComputedRef<StageStep[]>
  /** The states that end the matter; empty where there is only one, which is then the last step. */
  endings: ComputedRef<StageStep[]>
  /** The end that the record has come to. */
  ending: ComputedRef<StageStep | undefined>
  current: ComputedRef<StageStep | undefined>
  /** Whole days in the present state; null until that is known. */
  days: Ref<number | null>
}

const DAY_MS = 86_400_000

/** The values of a status field as a way, with what the module's status flow says of it. */
export function useStagePath(input: { module: ModuleModel; field: FieldModel; record: () => RecordData }): StagePath {
  const { module, field, record } = input
  const metadata = useMetadata()
  const flow = module.behaviors.find((use) => use.use === 'status-flow' && use.field === field.key) as Flow | undefined
  const value = computed(() => record().values[field.key] ?? null)

  const all = computed<StageStep[]>(() => {
    const values = metadata.picklistValues(field)
    const at = values.findIndex(({ key }) => key === value.value)
    const allowed = flow?.transitions?.[String(value.value)]
    return values.map((step, index) => ({
      ...step,
      state: index === at ? 'now' : at >= 0 && index < at ? 'past' : 'next',
      isBarred: allowed !== undefined && index !== at && !allowed.includes(step.key),
    }))
  })
  const closed = computed(() => all.value.filter(({ key }) => flow?.closed?.includes(key)))
  const endings = computed(() => (closed.value.length > 1 ? closed.value : []))
  const steps = computed(() => all.value.filter((step) => !endings.value.includes(step)))
  const current = computed(() => all.value.find(({ state }) => state === 'now'))
  const days = ref<number | null>(null)

  /** A help only: without it the path is whole. */
  async function loadDays(): Promise<void> {
    days.value = null
    if (!module.capabilities.includes('history')) return
    const { module: key, id } = record()
    const page = await loadHistory(key, id, { field: field.key }).catch(() => null)
    const since = page?.events[0]?.at
    if (since !== undefined && record().id === id) days.value = Math.floor((Date.now() - Date.parse(since)) / DAY_MS)
  }
  watch(value, loadDays, { immediate: true })

  return { steps, endings, ending: computed(() => endings.value.find(({ state }) => state === 'now')), current, days }
}

interface Flow {
  use: string
  closed?: string[]
  transitions?: Record<string, string[]>
}
