import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { SignInAnswer, SignInMethods } from '../../../engine/contract/sign-in.ts'
import { beginPasskeySignIn, finishPasskeySignIn, loadSignInMethods, openIdAddress, signIn, signInWithCode } from '../../api/session.ts'
import { useFormAttempt } from '../../kit/attempt/use-form-attempt.ts'
import { useSession } from '../../state/session.ts'
import { enterSession } from '../open-session.ts'
import { nextPage } from './next-page.ts'

export interface SignInForm {
  name: Ref<string>
  password: Ref<string>
  code: Ref<string>
  failure: Ref<string>
  busy: Ref<boolean>
  /** Null until they are known: then only the password is offered. */
  methods: Ref<SignInMethods | null>
  /** The password was right, and a code is asked for. */
  wantsCode: ComputedRef<boolean>
  openIdLink: ComputedRef<string>
  submit(): Promise<unknown>
  usePasskey(): Promise<unknown>
  /** Back to the first step. */
  restart(): void
}

/** Signs in, step by step, and goes where the user wanted to go. */
export function useSignIn(): SignInForm {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const [name, password, code] = [ref(''), ref(''), ref('')]
  const challenge = ref<string | null>(null)
  const methods = ref<SignInMethods | null>(null)
  const next = computed(() => nextPage(route.query))

  onMounted(async () => {
    methods.value = await loadSignInMethods().catch(() => null)
  })

  async function enter(answer: SignInAnswer): Promise<void> {
    if ('secondFactor' in answer) {
      challenge.value = answer.secondFactor.challenge
      code.value = ''
      return
    }
    await session.load()
    await enterSession()
    await router.push(next.value)
  }
  const { busy, failure, attempt } = useFormAttempt()
  const run = (work: () => Promise<SignInAnswer>) => attempt(async () => enter(await work()))
  if (route.query.failed === 'open-id') failure.value = t('security.signIn.openIdFailed')

  return {
    name,
    password,
    code,
    failure,
    busy,
    methods,
    wantsCode: computed(() => challenge.value !== null),
    openIdLink: computed(() => openIdAddress(next.value)),
    submit: () =>
      run(() =>
        challenge.value === null
          ? signIn({ name: name.value.trim(), password: password.value })
          : signInWithCode({ challenge: challenge.value, code: code.value.trim() }),
      ),
    usePasskey: () => run(() => answerByPasskey(t('security.signIn.passkeyFailed'))),
    restart() {
      challenge.value = null
      password.value = ''
      failure.value = ''
    },
  }
}

/** What browsers say of a passkey is for programmers: one text stands for all that goes wrong. */
async function answerByPasskey(failed: string): Promise<SignInAnswer> {
  try {
    const { startAuthentication } = await import('@simplewebauthn/browser')
    const { challenge, options } = await beginPasskeySignIn()
    return await finishPasskeySignIn({ challenge, response: await startAuthentication({ optionsJSON: options }) })
  } catch (cause) {
    throw new Error(failed, { cause })
  }
}
