import { ABOUT_CHANNELS } from './about.ts'
import type { Channel } from './channel.ts'
import { LIST_CHANNELS } from './lists.ts'
import { RECORD_CHANNELS } from './records.ts'
import { WORK_CHANNELS } from './work.ts'

/** Every way of asking that the proofs try: at least one for each channel of the registry. */
export const CHANNELS: readonly Channel[] = [...LIST_CHANNELS, ...RECORD_CHANNELS, ...WORK_CHANNELS, ...ABOUT_CHANNELS]
