import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CHANNELS } from '../channels/all-channels.ts'
import { askerOf } from '../channels/channel.ts'
import { scan } from '../scan.ts'
import { generateWorld } from '../world/generate-world.ts'
import { installWorld } from '../world/install-world.ts'

const seconds = Number(process.env.DEEP_SECONDS ?? 0)
const sum = { worlds: 0, channels: new Set(CHANNELS.map(({ channel }) => channel)).size, assertions: 0, leaks: 0, blocked: 0 }

it.skipIf(seconds === 0)(
  'no new world leaks a value or blocks one (only with npm run test:deep)',
  async () => {
    const end = Date.now() + seconds * 1000
    for (let seed = Number(process.env.DEEP_SEED); Date.now() < end; seed += 1) await scanWorld(seed, end)
    if (process.env.DEEP_REPORT) writeFileSync(process.env.DEEP_REPORT, JSON.stringify(sum))
    expect(sum).toMatchObject({ leaks: 0, blocked: 0 })
  },
  seconds * 1000 + 240_000,
)

/** Ends in the middle of a world when the time is up. */
async function scanWorld(seed: number, end: number): Promise<void> {
  const installed = await installWorld(generateWorld(seed))
  sum.worlds += 1
  for (const user of installed.world.users) {
    for (const channel of CHANNELS) {
      if (Date.now() >= end) break
      const { leaks, blocked, assertions } = await scan(channel, askerOf(installed, user))
      sum.assertions += assertions
      sum.leaks += leaks.length
      sum.blocked += blocked.length
      const where = `world ${seed}, ${user.name}, ${channel.channel} (${channel.how})`
      for (const text of leaks) process.stderr.write(`leak: ${where}: ${text}\n`)
      for (const text of blocked) process.stderr.write(`blocked: ${where}: ${text}\n`)
    }
  }
  await installed.app.stop()
}
