import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import { type BatchItem, type RecordBatch, setValue } from '../../../engine/plugins/api.ts'
import { countryOf } from '../country-of.ts'

/**
 * Writes numbers that were sent in the international form: `138 0013 8000` with an address in China becomes `+86 138 0013 8000`.
 * Only a text that is a number as a whole and possible in its country: a note beside the number is worth keeping.
 */
export function normalisePhoneNumbers(defaultCountry?: CountryCode): (batch: RecordBatch) => void {
  return ({ module, items }) => {
    const keysOf = (type: string) => module.fields.filter((field) => field.type === type).map(({ key }) => key)
    const phones = keysOf('phone')
    const addresses = keysOf('address')
    for (const item of items) {
      for (const key of phones.filter((phone) => item.changed.has(phone))) normalise(item, key, countryIn(item, addresses) ?? defaultCountry)
    }
  }
}

function countryIn(item: BatchItem, addresses: string[]): CountryCode | undefined {
  return countryOf(addresses.map((address) => item.values[address] ?? null))
}

function normalise(item: BatchItem, key: string, defaultCountry: CountryCode | undefined): void {
  const typed = item.values[key]
  if (typeof typed !== 'string') return
  const number = parsePhoneNumberFromString(typed.normalize('NFKC'), { defaultCountry, extract: false })
  if (number?.isPossible()) setValue(item, key, number.formatInternational())
}
