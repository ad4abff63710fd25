import { expect, it } from 'vitest'
import type { Database } from '../database.ts'
import { lookUpTogether } from './look-up-together.ts'

const database = {} as Database

/** A look-up whose statements end one by one, when the test says so. */
function heldLookUp() {
  const statements: { keys: string[]; end(error?: Error): void }[] = []
  const lookUp = lookUpTogether(
    (_database, keys) =>
      new Promise<Map<string, string>>((resolve, reject) => {
        statements.push({
          keys,
          end: (error) => (error ? reject(error) : resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}!`])))),
        })
      }),
  )
  return { statements, lookUp: (key: string) => lookUp(database, key) }
}

it('asks at once for the first key, and for all that came meanwhile in one statement after it', async () => {
  const { statements, lookUp } = heldLookUp()
  const asked = Promise.all(['a', 'b', 'c', 'b', 'nobody'].map(lookUp))
  statements[0]?.end()
  await new Promise(setImmediate)
  statements[1]?.end()
  expect(await asked).toEqual(['a!', 'b!', 'c!', 'b!', null])
  expect(statements.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c', 'nobody']])
})

it('never answers by a statement that began before it was asked', async () => {
  const { statements, lookUp } = heldLookUp()
  const first = lookUp('a')
  const second = lookUp('a')
  statements[0]?.end()
  await first
  await new Promise(setImmediate)
  expect(statements).toHaveLength(2)
  statements[1]?.end()
  expect(await second).toBe('a!')
})

it('fails those who shared the statement and goes on with the next', async () => {
  const { statements, lookUp } = heldLookUp()
  const first = lookUp('a')
  const second = lookUp('b')
  statements[0]?.end(new Error('the connection is gone'))
  await expect(first).rejects.toThrow('gone')
  await new Promise(setImmediate)
  statements[1]?.end()
  expect(await second).toBe('b!')
})
