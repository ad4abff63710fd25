import { definePlugin } from '../../engine/plugins/api.ts'
import { countryOf } from './country-of.ts'
import { normalisePhoneNumbers } from './hooks/normalise-phone-numbers.ts'

/** Every phone field of every module, those of modules that are added later included. */
export const plugin = definePlugin({
  setup(api) {
    // Without a country of its own an installation has no default: a guess would spoil the numbers of all others.
    const defaultCountry = countryOf([{ country: api.settings.defaultCountry ?? null }])
    api.hooks.on('record.preparing', { id: 'normalise-phone-numbers' }, normalisePhoneNumbers(defaultCountry))
  },
})
