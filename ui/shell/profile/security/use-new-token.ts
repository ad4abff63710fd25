import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { createToken } from '../../../api/security.ts'
import { useFormAttempt } from '../../../kit/attempt/use-form-attempt.ts'
import type { SelectOption } from '../../../kit/select-option.ts'

const DAY_MS = 86_400_000
const CHOICES = ['d30', 'd90', 'd365', 'none'] as const

export interface NewTokenForm {
  name: Ref<string>
  days: Ref<string | string[] | null>
  dayOptions: ComputedRef<SelectOption[]>
  readOnly: Ref<boolean>
  modules: Ref<string | string[] | null>
  /** Once it is made. */
  token: Ref<string | null>
  failure: Ref<string>
  busy: Ref<boolean>
  create(): Promise<void>
}

/** A new API token: for 90 days and reading only, unless something else is chosen. */
export function useNewToken(onMade: () => void): NewTokenForm {
  const { t } = useI18n()
  const name = ref('')
  const days = ref<string | string[] | null>('d90')
  const readOnly = ref(true)
  const modules = ref<string | string[] | null>([])
  const token = ref<string | null>(null)
  const { busy, failure, attempt } = useFormAttempt()

  async function create(): Promise<void> {
    const count = Number(/^d(\d+)$/.exec(String(days.value))?.[1] ?? 0)
    const chosen = [modules.value ?? []].flat()
    await attempt(async () => {
      const made = await createToken({
        name: name.value.trim(),
        expiresAt: count > 0 ? new Date(Date.now() + count * DAY_MS).toISOString() : null,
        readOnly: readOnly.value,
        modules: chosen.length > 0 ? chosen : null,
      })
      token.value = made.token
      onMade()
    })
  }

  const dayOptions = computed(() => CHOICES.map((value) => ({ value, label: t(`security.tokens.days.${value}`) })))
  return { name, days, dayOptions, readOnly, modules, token, failure, busy, create }
}
