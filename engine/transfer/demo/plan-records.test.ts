import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { weekday, readDate, toDayNumber } from '../../contract/calendar-days.ts'
import type { DemoPlan, DemoSet, Generator } from './demo-plan.ts'
import type { DemoCodes } from './demo-world.ts'
import { loadDemoPlan } from './load-demo-plan.ts'
import { type PlanInput, planRecords } from './plan-records.ts'

const NOW = new Date('2026-12-02T03:00:00Z')
const NO_CODES: DemoCodes = new Map()

function records(sets: Partial<DemoSet>[], more: Partial<PlanInput> & { words?: DemoPlan['words'] } = {}) {
  const plan: DemoPlan = {
    seed: 1,
    languages: { en: 1, 'zh-CN': 1 },
    words: more.words ?? {},
    sets: sets.map((set, index) => ({ key: `set${index}`, module: 'books', values: {}, ...set })),
  }
  const planned = planRecords({ plan, codes: NO_CODES, modules: new Set(['books', 'loans']), now: NOW, timeZone: 'Asia/Shanghai', idSeed: 'x', ...more })
  return planned.map((set) => set.records)
}

/** What one generator makes, 200 times. */
function values(generator: Generator) {
  const [made = []] = records([{ count: 200, values: { value: generator } }])
  return made.map((record) => record.values.value)
}

describe('what is made up', () => {
  it('is the same for the same seed, and another for another moment of asking', () => {
    const sets = [{ count: 20, values: { value: { number: [1, 1000] as [number, number] } } }]
    expect(records(sets)).toEqual(records(sets))
    expect(records(sets, { idSeed: 'y' })[0]?.map(({ values: own }) => own)).toEqual(records(sets)[0]?.map(({ values: own }) => own))
    expect(records(sets, { idSeed: 'y' })[0]?.[0]?.id).not.toBe(records(sets)[0]?.[0]?.id)
  })

  it('has ids in the order of the records', () => {
    const ids = records([{ count: 5000 }])[0]?.map(({ id }) => id) ?? []
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(5000)
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('leaves out sets of modules that are not there', () => {
    expect(records([{ module: 'gone', count: 3 }, { count: 2 }]).map((set) => set.length)).toEqual([2])
  })

  it('keeps a value apart in every record where the set says so', () => {
    const [made = []] = records([{ count: 20, distinct: 'value', values: { value: { number: [1, 10] } } }])
    expect(new Set(made.map((record) => record.values.value)).size).toBe(made.length)
    expect(made.length).toBeGreaterThan(8)
  })

  it('speaks the language of the record that it belongs to', () => {
    const words = { names: { en: ['Ann'], 'zh-CN': ['安'] } }
    const [parents = [], children = []] = records(
      [
        { count: 30, values: { name: { words: 'names' } } },
        { module: 'loans', for: { set: 'set0', as: 'book' }, values: { name: { words: 'names' } } },
      ],
      { words },
    )
    expect(children.map((child) => child.values.name)).toEqual(parents.map((parent) => parent.values.name))
    expect(new Set(parents.map((parent) => parent.values.name))).toEqual(new Set(['Ann', '安']))
  })
})

describe('values', () => {
  it('numbers lie in their range, and small ones are more frequent where they should be', () => {
    const plain = values({ number: [10, 20] }).map(Number)
    const low = values({ number: [0, 1000], low: true }).map(Number)
    expect([Math.min(...plain), Math.max(...plain)]).toEqual([10, 20])
    expect(low.filter((one) => one < 250).length).toBeGreaterThan(80)
  })

  it('dates never fall on a weekend', () => {
    const days = values({ date: [-30, 30] }).map((text) => weekday(toDayNumber(readDate(String(text)) ?? { year: 0, month: 0, day: 0 })))
    expect(days.filter((day) => day === 0 || day === 6)).toEqual([])
  })

  it('times lie within working hours of the time zone', () => {
    const hours = values({ datetime: [0, 5] }).map((text) => (new Date(String(text)).getUTCHours() + 8) % 24)
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(9)
    expect(Math.max(...hours)).toBeLessThanOrEqual(17)
  })

  it('count with own values exactly', () => {
    const [[record] = []] = records([{ count: 1, values: { net: '100.10', off: { percent: 5, of: 'net' }, total: { sum: ['net', '-off'] } } }])
    expect(record?.values).toEqual({ net: '100.10', off: '5.01', total: '95.09' })
  })

  it('refer only to records that share what they must share', () => {
    const [, , loans = []] = records([
      { count: 4 },
      { for: { set: 'set0', as: 'owner', times: [2, 2] } },
      {
        module: 'loans',
        for: { set: 'set0', as: 'owner' },
        values: { book: { record: 'set1', same: { owner: 'owner' } }, owner_of_book: { copy: 'book.owner' } },
      },
    ])
    expect(loans).toHaveLength(4)
    for (const { values: own } of loans) expect(own.owner_of_book).toEqual(own.owner)
  })
})

describe('the plans of the repository', () => {
  const root = join(import.meta.dirname, '..', '..', '..')
  for (const folder of ['metadata', 'test/foreign/metadata']) {
    it(`${folder}/demo is right, and names only modules, fields and words that exist`, async () => {
      const plan = await loadDemoPlan(join(root, folder, 'demo'))
      const modules = new Map(
        [join(root, 'engine/metadata/system/modules'), join(root, folder, 'modules')].flatMap((place) =>
          readdirSync(place).map((key) => [key, join(place, key)]),
        ),
      )
      if (!plan) throw new Error('There is no plan.')
      expect(plan.sets.filter((set) => !modules.has(set.module)).map((set) => set.key)).toEqual([])
      const sets = planRecords({ plan, codes: NO_CODES, modules: new Set(modules.keys()), now: NOW, timeZone: 'UTC', idSeed: 'x' })
      for (const { set, records: made } of sets) {
        const { default: file } = (await import(join(modules.get(set.module) ?? '', 'fields.json'), { with: { type: 'json' } })) as {
          default: { fields: { key: string }[] }
        }
        const known = [...file.fields.map((field) => field.key), 'owner']
        expect({ set: set.key, unknown: Object.keys(set.values).filter((key) => !known.includes(key)) }).toEqual({ set: set.key, unknown: [] })
        expect({ set: set.key, made: made.length > 0 }).toEqual({ set: set.key, made: true })
      }
    })
  }

  it('belongs to the sales people: a deal and its papers to whom the account belongs', async () => {
    const plan = await loadDemoPlan(join(root, 'metadata', 'demo'))
    if (!plan) throw new Error('There is no plan.')
    const codes: DemoCodes = new Map([['groups', new Map(['team_selling', 'marketing_group', 'support_group'].map((key) => [key, key]))]])
    const sets = planRecords({ plan, codes, modules: new Set(plan.sets.map(({ module }) => module)), now: NOW, timeZone: 'UTC', idSeed: 'x' })
    const made = new Map(sets.map((set) => [set.set.key, set.records]))
    const ownersOf = (key: string) => (made.get(key) ?? []).map(({ values: own }) => own.owner as { module: string; id: string } | null)
    for (const key of ['accounts', 'contacts', 'leads', 'opportunities', 'quotes', 'invoices', 'tasks_open', 'events_coming']) {
      const owners = ownersOf(key)
      const people = new Set(owners.flatMap((owner) => (owner?.module === 'users' ? owner.id : [])))
      const left = owners.filter((owner) => owner === null).length
      expect({ key, people: people.size > 5, isSomeLeft: left > 0 && left < owners.length / 4 }).toEqual({ key, people: true, isSomeLeft: true })
    }
    for (const key of ['leads', 'tickets']) expect(ownersOf(key).some((owner) => owner?.module === 'groups')).toBe(true)
    expect(sets.filter(({ set }) => set.module === 'users').filter(({ set }) => !Object.hasOwn(set.values, 'role'))).toEqual([])
  })

  it('fills every stock module', async () => {
    const plan = await loadDemoPlan(join(root, 'metadata', 'demo'))
    const filled = new Set(plan?.sets.map((set) => set.module))
    expect(readdirSync(join(root, 'metadata', 'modules')).filter((key) => !filled.has(key))).toEqual([])
  })
})
