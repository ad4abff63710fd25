import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { SignInAnswer, SignInMethods } from '../../../engine/contract/sign-in.ts'
import { problemOf } from '../../api/problem-error.ts'
import { beginPasskeySignIn, finishPasskeySignIn, loadSignInMethods, openIdAddress, signIn, signInWithCode } from '../../api/session.ts'
import { problemText } from '../../i18n/problem-text.ts'
import { useSession } from '../../state/session.ts'
import { enterSession } from '../open-session.ts'

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
  submit(): Promise<void>
  usePasskey(): Promise<void>
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
  const next = computed(() => targetOf(route.query.next))

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
  const { busy, failure, run } = useAttempt(enter)
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
    usePasskey: () => run(answerByPasskey, () => t('security.signIn.passkeyFailed')),
    restart() {
      challenge.value = null
      password.value = ''
      failure.value = ''
    },
  }
}

interface Attempt {
  busy: Ref<boolean>
  failure: Ref<string>
  run(work: () => Promise<SignInAnswer>, textOf?: (error: unknown) => string): Promise<void>
}

/** One try at a time, and what went wrong with the last one. */
function useAttempt(enter: (answer: SignInAnswer) => Promise<void>): Attempt {
  const busy = ref(false)
  const failure = ref('')
  async function run(work: () => Promise<SignInAnswer>, textOf = (error: unknown) => problemText(problemOf(error))): Promise<void> {
    if (busy.value) return
    busy.value = true
    failure.value = ''
    try {
      await enter(await work())
    } catch (error) {
      failure.value = textOf(error)
    } finally {
      busy.value = false
    }
  }
  return { busy, failure, run }
}

async function answerByPasskey(): Promise<SignInAnswer> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { challenge, options } = await beginPasskeySignIn()
  return finishPasskeySignIn({ challenge, response: await startAuthentication({ optionsJSON: options }) })
}

/** Only a path of this application: never another site. */
function targetOf(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
