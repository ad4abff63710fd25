import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { twoAtATime } from './two-at-a-time.ts'

it('does every item once, begun in order, never more than two at a time', async () => {
  const begun: number[] = []
  let running = 0
  let most = 0
  await twoAtATime([5, 1, 4, 2, 3], async (item) => {
    begun.push(item)
    most = Math.max(most, (running += 1))
    await sleep(item)
    running -= 1
  })
  expect(begun).toEqual([5, 1, 4, 2, 3])
  expect(most).toBe(2)
})

it('throws the first error only when nothing is under way, and begins nothing after it', async () => {
  const done: string[] = []
  const run = twoAtATime(['slow', 'bad', 'late'], async (item) => {
    if (item === 'bad') throw new Error('no good')
    await sleep(20)
    done.push(item)
  })
  await expect(run).rejects.toThrow('no good')
  expect(done).toEqual(['slow'])
})
