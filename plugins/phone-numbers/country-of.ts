import { type CountryCode, isSupportedCountry } from 'libphonenumber-js'
import type { FieldValue } from '../../engine/contract/api.ts'

/** Names of countries as people write them in addresses, for the ones met most; two-letter codes are understood anyway. */
const NAMES: Record<string, CountryCode> = {
  中国: 'CN',
  china: 'CN',
  香港: 'HK',
  'hong kong': 'HK',
  台湾: 'TW',
  taiwan: 'TW',
  日本: 'JP',
  japan: 'JP',
  韩国: 'KR',
  korea: 'KR',
  新加坡: 'SG',
  singapore: 'SG',
  'united states': 'US',
  usa: 'US',
  美国: 'US',
  'united kingdom': 'GB',
  uk: 'GB',
  英国: 'GB',
  germany: 'DE',
  deutschland: 'DE',
  德国: 'DE',
  france: 'FR',
  法国: 'FR',
  italy: 'IT',
  spain: 'ES',
  netherlands: 'NL',
  belgium: 'BE',
  poland: 'PL',
  brazil: 'BR',
  canada: 'CA',
  加拿大: 'CA',
  australia: 'AU',
  澳大利亚: 'AU',
  india: 'IN',
  kenya: 'KE',
}

/** The country of the first address that names one; undefined where none does: then only numbers with a country code are understood. */
export function countryOf(addresses: FieldValue[]): CountryCode | undefined {
  for (const address of addresses) {
    const name = typeof address === 'object' && address !== null && !Array.isArray(address) ? String(address.country ?? '').trim() : ''
    if (name === '') continue
    const code = (Object.hasOwn(NAMES, name.toLowerCase()) ? NAMES[name.toLowerCase()] : undefined) ?? name.toUpperCase()
    if (isSupportedCountry(code)) return code
  }
  return undefined
}
