import { definePlugin } from '../../engine/plugins/api.ts'
import { normalisePhoneNumbers } from './hooks/normalise-phone-numbers.ts'

/** Every phone field of every module, those of modules that are added later included. */
export const plugin = definePlugin({
  setup(api) {
    api.hooks.on('record.preparing', { id: 'normalise-phone-numbers' }, normalisePhoneNumbers)
  },
})
