import { onMounted, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { PasswordLinkInfo, SignInMethods } from '../../../engine/contract/sign-in.ts'
import { problemOf } from '../../api/problem-error.ts'
import { loadPasswordLink, loadSignInMethods, resetPassword } from '../../api/session.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { places } from '../../state/places.ts'
import { type NewPassword, passwordErrors } from './new-password.ts'

export interface PasswordLink {
  link: Ref<PasswordLinkInfo | null>
  /** Used, too old, or never there. */
  isGone: Ref<boolean>
  policy: Ref<SignInMethods['policy'] | null>
  fields: Ref<NewPassword>
  errors: Ref<Record<string, string>>
  busy: Ref<boolean>
  save(): Promise<void>
}

/** The link of a mail, and the password that is chosen by it. */
export function usePasswordLink(): PasswordLink {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const toast = useToast()
  const token = String(route.params.token)
  const link = ref<PasswordLinkInfo | null>(null)
  const isGone = ref(false)
  const policy = ref<SignInMethods['policy'] | null>(null)
  const fields = ref<NewPassword>({ password: '', again: '' })
  const errors = ref<Record<string, string>>({})
  const { busy, attempt } = useAttempt((error) => {
    const problem = problemOf(error)
    if (problem.status === 404) isGone.value = true
    else errors.value = passwordErrors(problem, 'password')
  })

  onMounted(async () => {
    const [found, methods] = await Promise.allSettled([loadPasswordLink(token), loadSignInMethods()])
    policy.value = methods.status === 'fulfilled' ? methods.value.policy : null
    if (found.status === 'fulfilled') link.value = found.value
    else isGone.value = true
  })

  async function save(): Promise<void> {
    errors.value = fields.value.password === fields.value.again ? {} : { again: t('security.password.differs') }
    if (errors.value.again || busy.value) return
    await attempt(async () => {
      await resetPassword({ token, password: fields.value.password })
      toast.success(t('security.password.set'))
      await router.push(places.signIn())
    })
  }

  return { link, isGone, policy, fields, errors, busy, save }
}
