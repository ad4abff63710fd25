import { onMounted, ref, type Ref } from 'vue'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'

export interface Rows<Row> {
  /** Null until they are there. */
  rows: Ref<Row[] | null>
  problem: Ref<ProblemError | null>
  reload(): Promise<void>
}

/** A short list that a section shows, loaded when it appears. */
export function useRows<Row>(load: () => Promise<Row[]>): Rows<Row> {
  const rows = ref(null) as Ref<Row[] | null>
  const problem = ref<ProblemError | null>(null)
  async function reload(): Promise<void> {
    try {
      rows.value = await load()
      problem.value = null
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  onMounted(reload)
  return { rows, problem, reload }
}
