import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READING_CHANNELS } from '../../engine/http/access/channels.ts'
import { CHANNELS } from './channels/all-channels.ts'
import { askerOf } from './channels/channel.ts'
import { scan } from './scan.ts'
import { generateWorld } from './world/generate-world.ts'
import { type InstalledWorld, installWorld } from './world/install-world.ts'

let assertions = 0

it.each(Object.keys(READING_CHANNELS))('the channel %s is among those that are tried', (channel) => {
  expect(CHANNELS.map((each) => each.channel)).toContain(channel)
})

describe.each([1])('in world %i', (seed) => {
  const world = generateWorld(seed)
  let installed: InstalledWorld
  beforeAll(async () => {
    installed = await installWorld(world)
  }, 180_000)
  afterAll(() => installed?.app.stop())

  describe.each(world.users.map((user) => [user.name, user] as const))('for %s', (_name, user) => {
    it.for(CHANNELS.map((channel) => [channel.channel, channel.how, channel] as const))(
      '%s: %s that may be read, and tells of no other',
      { timeout: 60_000 },
      async ([_channel, _how, channel], { task }) => {
        const { leaks, blocked, assertions: made } = await scan(channel, askerOf(installed, user))
        assertions += made
        task.meta.compared = made
        expect({ leaks, blocked }).toEqual({ leaks: [], blocked: [] })
      },
    )
  })
})

it('enough is compared: more than 10,000 single things', () => {
  expect(assertions).toBeGreaterThan(10_000)
})
