import type { FieldValue } from '../../../engine/contract/api.ts'
import type { Locale } from '../../../engine/contract/label.ts'

const FROM_THE_STREET = ['street', 'city', 'state', 'postcode', 'country', 'po_box'] as const
const FROM_THE_COUNTRY = ['country', 'state', 'city', 'postcode', 'street', 'po_box'] as const
export type AddressPart = (typeof FROM_THE_STREET)[number]

/** The parts of an address in the order in which people of a language write them. */
export function partsOf(locale: Locale): readonly AddressPart[] {
  return locale === 'zh-CN' ? FROM_THE_COUNTRY : FROM_THE_STREET
}

/** An address in lines: in Chinese from the country down to the street, else from the street up. */
export function addressLines(value: FieldValue, locale: Locale): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const part = (key: AddressPart): string => String(value[key] ?? '').trim()
  const lines =
    locale === 'zh-CN' ? chineseLines(part) : [part('street'), part('po_box'), joined([part('city'), part('state'), part('postcode')]), part('country')]
  return lines.filter((line) => line !== '')
}

/** A city that is a province of its own (北京) is written once. */
function chineseLines(part: (key: AddressPart) => string): string[] {
  const region = part('state') === part('city') ? part('city') : part('state') + part('city')
  return [part('country'), region + part('street'), joined([part('po_box'), part('postcode')])]
}

function joined(parts: string[]): string {
  return parts.filter((text) => text !== '').join(' ')
}
