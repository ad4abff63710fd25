import type { AccessRule } from '../../../engine/contract/access.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'

const OF_PROFILES: ReadonlySet<AccessRule> = new Set(['module', 'field', 'view_all', 'modify_all'])

/** What a rule speaks of, in words: profiles are known by their codes and called by their labels. */
export function useRuleNames(): (rule: AccessRule, names: readonly string[] | undefined) => string {
  const metadata = useMetadata()
  const { labelOf } = useLocale()
  const profileName = (code: string) => labelOf(metadata.model?.profiles.find(({ key }) => key === code)?.label) || code
  return (rule, names = []) => (OF_PROFILES.has(rule) ? names.map(profileName) : names).join(', ')
}
