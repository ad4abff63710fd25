import { type ShallowRef, shallowRef } from 'vue'
import type { RecordData, Values } from '../../../engine/contract/api.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import type { OpenConflict } from '../conflict/use-merging-save.ts'
import { useMergingSave } from '../conflict/use-merging-save.ts'
import type { EditOutcome } from './record-editing.ts'

/** A change that needs more than was edited: a stage that asks for a reason. */
export interface NeededFields {
  values: Values
  /** What was edited, then what the server named. */
  fields: string[]
}

export interface RecordSaving {
  conflict: ShallowRef<OpenConflict | null>
  needed: ShallowRef<NeededFields | null>
  save(values: Values, base?: RecordData): Promise<EditOutcome>
}

/** Saves edits of one record: merged with what others did, and with a dialog where the server asks for other fields too. */
export function useRecordSaving(record: ShallowRef<RecordData | null>): RecordSaving {
  const toast = useToast()
  const merging = useMergingSave()
  const needed = shallowRef<NeededFields | null>(null)

  async function save(values: Values, seen?: RecordData): Promise<EditOutcome> {
    const base = seen ?? record.value
    if (!base) return { saved: false, errors: {} }
    try {
      const saved = await merging.save(base, values)
      // Another record may have been opened while this one was saved.
      if (record.value?.id === saved.id) record.value = saved
      return { saved: true, errors: {} }
    } catch (error) {
      return refused(values, problemOf(error))
    }
  }

  function refused(values: Values, problem: ProblemError): EditOutcome {
    const errors = textsByField(problem)
    const others = Object.keys(errors).filter((key) => !Object.hasOwn(values, key))
    if (others.length > 0) needed.value = { values, fields: [...Object.keys(values), ...others] }
    else if (Object.keys(errors).length === 0) toast.problem(problem)
    return { saved: false, errors: others.length > 0 ? {} : errors }
  }

  return { conflict: merging.conflict, needed, save }
}

function textsByField({ problems }: ProblemError): Record<string, string> {
  return Object.fromEntries(problems.flatMap(({ field, message, code }) => (field ? [[field.split('.')[0] ?? field, message ?? code]] : [])))
}
