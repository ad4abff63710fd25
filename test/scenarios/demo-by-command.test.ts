import { expect, it } from 'vitest'
import { useStockInstallation } from './use-stock-installation.ts'

const { run, read } = useStockInstallation()
const demo = (...args: string[]) => run(['demo', ...args])
async function countOf(module: string): Promise<number> {
  const [row] = await read<{ n: number }>(`select count(*)::int as n from data.${module} where deleted_at is null`)
  return row?.n ?? 0
}

it('makes the sample company, in both languages and with a filled pipeline, and takes it away as one change set', async () => {
  expect((await demo()).code).toBe(0)
  expect(await countOf('opportunities')).toBeGreaterThan(100)
  const [names] = await read<Record<string, number>>(
    `select count(*) filter (where name ~ '[一-龥]')::int as chinese, count(*) filter (where name ~ '^[A-Za-z .&-]+$')::int as latin from data.accounts`,
  )
  expect(names).toEqual({ chinese: expect.any(Number), latin: expect.any(Number) })
  expect(Math.min(...Object.values(names ?? {}))).toBeGreaterThan(10)

  expect((await demo('--remove')).code).toBe(0)
  expect([await countOf('opportunities'), await countOf('accounts'), await countOf('tickets')]).toEqual([0, 0, 0])
}, 240_000)
