import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { beginTotp, confirmTotp, type Current, makeRecoveryCodes, removeTotp } from '../../../api/security.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useSecurity } from './use-security.ts'

export type TwoFactorStep = 'enable' | 'disable' | 'renew'
export interface TwoFactor {
  /** For what the present password is asked for now. */
  asking: Ref<TwoFactorStep | null>
  /** An app that waits for its first code. */
  setUp: Ref<{ secret: string; uri: string } | null>
  /** Codes to be kept, shown once. */
  codes: Ref<string[] | null>
  ask(step: TwoFactorStep): void
  begin(current: Current): Promise<void>
  confirm(code: string): Promise<void>
  disable(current: Current): Promise<void>
  renew(current: Current): Promise<void>
  close(): void
}

/** Two-step sign-in: on, off, and the recovery codes. Each step throws what the server refuses. */
export function useTwoFactor(): TwoFactor {
  const { t } = useI18n()
  const toast = useToast()
  const { reload } = useSecurity()
  const asking = ref<TwoFactorStep | null>(null)
  const setUp = ref<{ secret: string; uri: string } | null>(null)
  const codes = ref<string[] | null>(null)
  return {
    asking,
    setUp,
    codes,
    ask: (step) => (asking.value = step),
    close: () => (asking.value = null),
    async begin(current) {
      setUp.value = await beginTotp(current)
    },
    async confirm(code) {
      codes.value = (await confirmTotp(code)).recoveryCodes
      setUp.value = null
      toast.success(t('security.totp.enabled'))
      await reload()
    },
    async disable(current) {
      await removeTotp(current)
      toast.success(t('security.totp.disabled'))
      await reload()
    },
    async renew(current) {
      codes.value = (await makeRecoveryCodes(current)).recoveryCodes
      await reload()
    },
  }
}
