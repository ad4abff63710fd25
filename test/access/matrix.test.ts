import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedWorld } from './matrix/closed-world.ts'
import { type Flip, FLIPS, flipped } from './matrix/flips.ts'
import { SIGHTINGS } from './matrix/sightings.ts'
import { may } from './model/may.ts'
import type { User, World, WorldRecord } from './model/world.ts'
import { applyDifference } from './world/apply-difference.ts'
import { type InstalledWorld, installWorld } from './world/install-world.ts'

const ACTIONS = ['read', 'update', 'delete'] as const
let installed: InstalledWorld
beforeAll(async () => {
  installed = await installWorld(closedWorld())
}, 180_000)
afterAll(() => installed?.app.stop())

function subjectOf(world: World, { asks, record: id }: Flip): { user: User; record: WorldRecord } {
  const user = world.users.find(({ name }) => name === asks)
  const record = world.records.find((each) => each.id === id)
  if (!user || !record) throw new Error(`There is no ${asks} or ${id}.`)
  return { user, record }
}

describe.each(FLIPS.map((flip) => [flip.rule, flip] as const))('%s', (_rule, flip) => {
  const world = flipped(flip)
  const { user, record } = subjectOf(world, flip)

  it('the model says the same', () => {
    expect(ACTIONS.filter((action) => may(world, user, { record, action }))).toEqual(flip.opens)
  })

  describe('in the application', () => {
    beforeAll(() => applyDifference(installed, world), 60_000)
    afterAll(() => applyDifference(installed, closedWorld()), 60_000)

    it.each(SIGHTINGS.map((sighting) => [sighting.channel, sighting.action, sighting] as const))('%s: %s', async (_channel, action, sighting) => {
      expect(await sighting.isOpen({ installed, user, record })).toBe(flip.opens.includes(action))
    })
  })
})
