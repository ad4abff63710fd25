import { definePlugin, type RecordBatch } from '../../engine/plugins/api.ts'

/** Every phone field of every module, those of modules that are added later included. */
export const plugin = definePlugin({
  setup(api) {
    // Without a country of its own an installation has no default: a guess would spoil the numbers of all others.
    const { defaultCountry: country = null } = api.settings
    api.hooks.on('record.preparing', { id: 'normalise-phone-numbers' }, async (batch) => {
      if (!hasNewNumber(batch)) return
      // The numbers of all countries are a large table: it is loaded with the first number that is saved.
      const [{ countryOf }, { normalisePhoneNumbers }] = await Promise.all([import('./country-of.ts'), import('./hooks/normalise-phone-numbers.ts')])
      normalisePhoneNumbers(countryOf([{ country }]))(batch)
    })
  },
})

function hasNewNumber({ module, items }: RecordBatch): boolean {
  const phones = module.fields.filter(({ type }) => type === 'phone')
  return items.some((item) => phones.some(({ key }) => item.changed.has(key)))
}
