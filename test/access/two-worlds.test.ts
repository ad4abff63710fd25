import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANNELS } from './channels/all-channels.ts'
import { askerOf } from './channels/channel.ts'
import { maySee } from './model/may.ts'
import { generateWorld } from './world/generate-world.ts'
import { type InstalledWorld, installWorld } from './world/install-world.ts'
import { halfBlindUser, twinWorld } from './world/twin-world.ts'

const world = generateWorld(11)
const user = halfBlindUser(world)
const twin = twinWorld(world, user)
let one: InstalledWorld
let other: InstalledWorld

beforeAll(async () => {
  one = await installWorld(world)
  other = await installWorld(twin)
}, 240_000)
afterAll(async () => {
  await one?.app.stop()
  await other?.app.stop()
})

/** Keys that the application makes and times differ between any two installations. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g, 'a time')
    .replaceAll(/(?!0190[0-9a-f]{4}-)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'a key')
    .replaceAll(/c_[0-9a-f]{12}/g, 'a code')
}

it('the two worlds differ in much that the user may not see', () => {
  const hidden = world.records.flatMap((record) => record.cells.filter((cell) => !maySee(world, user, { record, cell })))
  expect(hidden.length).toBeGreaterThan(20)
  expect(twin.records.length).toBeGreaterThan(world.records.length)
})

describe('two worlds that differ only in what a user may not see answer alike', () => {
  // Events and what is told after a commit come in groups that depend on time alone; the canary scan reads them.
  it.each(
    CHANNELS.filter(({ channel }) => !['live-events', 'notifications'].includes(channel)).map((channel) => [channel.channel, channel.how, channel] as const),
  )(
    '%s: %s',
    async (_channel, _how, channel) => {
      // The same questions to both: those of the first world.
      const [first, second] = [await channel.ask(askerOf(one, user)), await channel.ask(askerOf({ ...other, world, stored: other.stored }, user))]
      expect(withoutChance(second.text)).toBe(withoutChance(first.text))
      expect(second.leaks ?? []).toEqual([])
    },
    60_000,
  )
})
