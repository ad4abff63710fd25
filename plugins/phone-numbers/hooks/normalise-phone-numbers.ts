import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { type BatchItem, type RecordBatch, setValue } from '../../../engine/plugins/api.ts'
import { countryOf } from '../country-of.ts'

/**
 * Writes numbers that were sent in the international form: `138 0013 8000` with an address in China becomes `+86 138 0013 8000`.
 * What is no possible number of the country stays as it was typed: an extension or a note in the field is worth keeping.
 */
export function normalisePhoneNumbers({ module, items }: RecordBatch): void {
  const phones = module.fields.filter((field) => field.type === 'phone').map(({ key }) => key)
  if (phones.length === 0) return
  const addresses = module.fields.filter((field) => field.type === 'address').map(({ key }) => key)
  for (const item of items) {
    for (const key of phones.filter((phone) => item.changed.has(phone))) normalise(item, key, addresses)
  }
}

function normalise(item: BatchItem, key: string, addresses: string[]): void {
  const typed = item.values[key]
  if (typeof typed !== 'string') return
  const number = parsePhoneNumberFromString(typed, countryOf(addresses.map((address) => item.values[address] ?? null)))
  if (number?.isPossible()) setValue(item, key, number.formatInternational())
}
