import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { mergeRecords } from '../../api/duplicates.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { getRecord } from '../../api/records.ts'
import { useSession } from '../../state/session.ts'
import { firstChoice, linesOf, type MergeChoice, type MergeLine, valuesOf } from './merge-plan.ts'

export interface Merge {
  records: ShallowRef<RecordData[]>
  state: Ref<'loading' | 'ready' | 'error'>
  /** What failed: loading, or the merge itself. */
  failure: ShallowRef<ProblemError | null>
  /** One of the records was changed meanwhile; they were loaded again. */
  isNewer: Ref<boolean>
  lines: ComputedRef<MergeLine[]>
  choice: Ref<MergeChoice>
  isMerging: Ref<boolean>
  /** Records that the user may not make a part of it in the present roles. */
  refused: ComputedRef<RecordData[]>
  load(): Promise<void>
  run(): Promise<{ record: RecordData; changeSet: string } | null>
}

/** Two to five records side by side, what is chosen of them, and the merge. */
export function useMerge(module: () => ModuleModel | undefined, ids: () => string[]): Merge {
  const session = useSession()
  const records = shallowRef<RecordData[]>([])
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const failure = shallowRef<ProblemError | null>(null)
  const isNewer = ref(false)
  const isMerging = ref(false)
  const choice = ref<MergeChoice>({ survivor: '', from: {} })
  const lines = computed(() => {
    const current = module()
    return current ? linesOf(current, records.value, session.me?.role ?? null) : []
  })
  const refused = computed(() => records.value.filter(({ id, can }) => (id === choice.value.survivor ? can.update : can.delete) !== true))

  async function load(): Promise<void> {
    const current = module()
    if (!current) return
    state.value = 'loading'
    try {
      records.value = await Promise.all(ids().map((id) => getRecord(current.key, id)))
      choice.value = firstChoice(current, records.value)
      failure.value = null
      state.value = 'ready'
    } catch (error) {
      failure.value = problemOf(error)
      state.value = 'error'
    }
  }

  async function run(): Promise<{ record: RecordData; changeSet: string } | null> {
    const survivor = records.value.find(({ id }) => id === choice.value.survivor)
    if (!survivor || isMerging.value) return null
    const seen = ({ id, version }: RecordData) => ({ id, version })
    isMerging.value = true
    failure.value = null
    isNewer.value = false
    try {
      const others = records.value.filter((record) => record !== survivor).map(seen)
      return await mergeRecords(survivor.module, { survivor: seen(survivor), others, values: valuesOf(lines.value, records.value, choice.value) })
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code === 'CONFLICT') {
        await load()
        isNewer.value = true
      } else failure.value = problem
      return null
    } finally {
      isMerging.value = false
    }
  }

  watch(() => [module()?.key, ids().join()], load, { immediate: true })
  return { records, state, failure, isNewer, lines, choice, isMerging, refused, load, run }
}
