import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft, ProfileLine, ProfileMatrix } from '../../../engine/contract/access.ts'
import { loadProfileMatrix, saveProfileLine } from '../../api/access.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useMetadata } from '../../state/metadata.ts'
import { type Loading, useLoading } from '../use-loading.ts'
import { sameLine } from './profile-lines.ts'

export interface ProfileMatrixDraft {
  loading: Loading<ProfileMatrix>
  /** The line of a module as it is drawn, with what was changed. */
  lineOf(module: string): ProfileLine
  change(module: string, line: ProfileLine): void
  changed: ComputedRef<string[]>
  discard(): void
  /** For the impact. */
  drafts: ComputedRef<AccessDraft[]>
  save(): Promise<boolean>
  busy: Ref<boolean>
}

const NOTHING: ProfileLine = { actions: [], fields: {} }

/** The matrix of a profile with changes that are not saved yet. */
export function useProfileMatrix(code: string): ProfileMatrixDraft {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const metadata = useMetadata()
  const loading = useLoading(() => loadProfileMatrix(code))
  const edits: ShallowRef<Map<string, ProfileLine>> = shallowRef(new Map())
  const { busy, attempt } = useAttempt()
  const saved = computed(() => new Map(loading.data.value?.modules.map(({ module, ...line }) => [module, line])))
  const changed = computed(() => [...edits.value.keys()])

  function change(module: string, line: ProfileLine): void {
    const next = new Map(edits.value)
    if (sameLine(line, saved.value.get(module) ?? NOTHING)) next.delete(module)
    else next.set(module, line)
    edits.value = next
  }

  /** One line after the other: what was saved before a failure is no longer a change. */
  const save = () =>
    attempt(async () => {
      try {
        for (const [module, line] of edits.value) await saveProfileLine(code, module, line)
        edits.value = new Map()
        toast.success(t('settings.saved'))
      } finally {
        await Promise.all([loading.reload(), metadata.load()])
        for (const [module, line] of edits.value) change(module, line)
      }
    })

  return {
    loading,
    lineOf: (module) => edits.value.get(module) ?? saved.value.get(module) ?? NOTHING,
    change,
    changed,
    discard() {
      edits.value = new Map()
    },
    drafts: computed(() => [...edits.value].map(([module, line]): AccessDraft => ({ kind: 'profile_line', profile: code, module, line }))),
    save,
    busy,
  }
}
