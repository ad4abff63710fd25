import { isAddressOrNetwork, splitAddresses } from '../../../storage/sign-in/entry-rule.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { SaveItem } from '../save-request.ts'

/** Whose records say from where people may sign in. */
const LIMITING_MODULE = 'profiles'
const ADDRESSES = 'allowed_addresses'

/** A text that is no address would let nobody in: it is refused, and named. */
export function checkEntryRules({ module }: Pick<ModuleCall, 'module'>, items: SaveItem[]): void {
  if (module.key !== LIMITING_MODULE) return
  for (const { action, changed, values, problems } of items) {
    if (action === 'update' && !changed.has(ADDRESSES)) continue
    const wrong = splitAddresses(String(values[ADDRESSES] ?? '')).find((text) => !isAddressOrNetwork(text))
    if (wrong !== undefined) problems.push({ field: ADDRESSES, code: 'ADDRESS', params: { text: wrong } })
  }
}
