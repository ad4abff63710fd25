import { computed, type ComputedRef, reactive, type Ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PasswordPolicy } from '../../../engine/contract/sign-in.ts'
import { loadSignInSettings, saveSignInSettings } from '../../api/user-admin.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { type Loading, useLoading } from '../use-loading.ts'

/** What the server takes. */
export const LIMITS = { minLength: { least: 8, most: 64 }, minScore: { least: 0, most: 4 }, history: { least: 0, most: 24 } } as const

export interface SignInSettingsForm {
  loading: Loading<PasswordPolicy>
  /** As typed. */
  texts: Record<keyof PasswordPolicy, string>
  /** What is wrong, by field. */
  errors: ComputedRef<Partial<Record<keyof PasswordPolicy, string>>>
  isDirty: ComputedRef<boolean>
  busy: Ref<boolean>
  discard(): void
  save(): Promise<void>
}

/** The password policy as its form edits it. */
export function useSignInSettings(): SignInSettingsForm {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const saved = shallowRef<PasswordPolicy | null>(null)
  const texts = reactive({ minLength: '', minScore: '', history: '' })
  const { busy, attempt } = useAttempt()
  const loading = useLoading(async () => {
    saved.value = (await loadSignInSettings()).password
    discard()
    return saved.value
  })

  function discard(): void {
    const { minLength = 0, minScore = 0, history = 0 } = saved.value ?? {}
    Object.assign(texts, { minLength: String(minLength), minScore: String(minScore), history: String(history) })
  }
  const errors = computed(() =>
    Object.fromEntries(
      (['minLength', 'minScore', 'history'] as const).flatMap((key) => {
        const { least, most } = LIMITS[key]
        const isRight = /^\d{1,3}$/.test(texts[key].trim()) && Number(texts[key]) >= least && Number(texts[key]) <= most
        return isRight ? [] : [[key, t('settings.signIn.between', { least, most })]]
      }),
    ),
  )
  const wanted = computed<PasswordPolicy>(() => ({ minLength: Number(texts.minLength), minScore: Number(texts.minScore), history: Number(texts.history) }))
  const isDirty = computed(() => saved.value !== null && JSON.stringify(wanted.value) !== JSON.stringify(saved.value))

  async function save(): Promise<void> {
    if (busy.value || Object.keys(errors.value).length > 0) return
    await attempt(async () => {
      await saveSignInSettings({ password: wanted.value })
      saved.value = wanted.value
      toast.success(t('settings.saved'))
    })
  }

  return { loading, texts, errors, isDirty, busy, discard, save }
}
