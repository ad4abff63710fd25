import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PasskeyInfo } from '../../../../engine/contract/sign-in.ts'
import { addPasskey, beginPasskey, type Current, removePasskey } from '../../../api/security.ts'
import { useConfirm } from '../../../kit/overlay/confirm.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { agentName } from './agent-name.ts'
import { useSecurity } from './use-security.ts'

export interface Passkeys {
  adding: Ref<boolean>
  /** Of the passkey that is being added. */
  name: Ref<string>
  open(): void
  add(current: Current): Promise<void>
  remove(passkey: PasskeyInfo): Promise<void>
}

/** Passkeys of this account: the browser makes them, the server keeps their public half. */
export function usePasskeys(): Passkeys {
  const { t } = useI18n()
  const toast = useToast()
  const confirm = useConfirm()
  const { reload } = useSecurity()
  const adding = ref(false)
  const name = ref('')

  async function make(current: Current) {
    const { startRegistration } = await import('@simplewebauthn/browser')
    const { challenge, options } = await beginPasskey(current)
    try {
      return { challenge, response: await startRegistration({ optionsJSON: options }) }
    } catch {
      throw new Error(t('security.passkeys.failed'))
    }
  }

  return {
    adding,
    name,
    open() {
      name.value = agentName(navigator.userAgent) ?? ''
      adding.value = true
    },
    async add(current) {
      const made = await make(current)
      await addPasskey({ ...made, name: name.value.trim() || t('security.passkeys.title') })
      toast.success(t('security.passkeys.added'))
      await reload()
    },
    async remove(passkey) {
      const asked = {
        title: t('security.passkeys.removeAsk', { name: passkey.name }),
        text: t('security.passkeys.removeText'),
        confirmLabel: t('security.passkeys.remove'),
        danger: true,
      }
      if (!(await confirm(asked))) return
      await removePasskey(passkey.id).then(() => toast.success(t('security.passkeys.removed')), toast.problem)
      await reload()
    },
  }
}
