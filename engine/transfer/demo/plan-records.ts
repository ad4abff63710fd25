import { createHash } from 'node:crypto'
import type { Locale } from '../../contract/label.ts'
import { toDayNumber } from '../../contract/calendar-days.ts'
import { wallTime } from '../../contract/time-zone.ts'
import type { DemoPlan, DemoSet } from './demo-plan.ts'
import { type DemoCodes, type DemoRecord, type DemoScope, type DemoWorld, meets, referredRecord, textOf } from './demo-world.ts'
import { generateValue, recordOf } from './generate-value.ts'
import { createRandom, type Random, seedOf } from './random.ts'

export interface DemoLink {
  module: string
  id: string
  link: string
  other: string
}

/** The records of one set, and how they are linked with others. */
export interface PlannedSet {
  set: DemoSet
  records: DemoRecord[]
  links: DemoLink[]
}

export interface PlanInput {
  plan: DemoPlan
  codes: DemoCodes
  /** The modules that there are: a set of another one is left out. */
  modules: ReadonlySet<string>
  now: Date
  timeZone: string
  /** What the ids are made from: the same text gives the same ids. */
  idSeed: string
}

/** How often a record is made up anew that would repeat a value that no two may share. */
const MOST_TRIES = 40

/** Makes up the whole company: pure, and the same for the same input. */
export function planRecords({ plan, codes, modules, now, timeZone, idSeed }: PlanInput): PlannedSet[] {
  const world: DemoWorld = { plan, codes, timeZone, today: toDayNumber(wallTime(now, timeZone)), sets: new Map(), byId: new Map() }
  const nextId = idsFrom(idSeed, now)
  return plan.sets.filter((set) => modules.has(set.module)).map((set) => planSet(world, set, nextId))
}

function planSet(world: DemoWorld, set: DemoSet, nextId: () => string): PlannedSet {
  const random = createRandom(seedOf(world.plan.seed, set.key))
  const taken = new Set<string>()
  const records: DemoRecord[] = []
  world.sets.set(set.key, records)
  for (const each of parentsOf(world, set, random)) {
    const record = makeRecord({ world, random, set, each, position: records.length + 1, taken })
    if (!record) continue
    record.id = nextId()
    records.push(record)
    world.byId.set(record.id, record)
  }
  return { set, records, links: records.flatMap((record, index) => linksOf({ world, random, record, position: index + 1 }, set)) }
}

/** The records for which one is made each; null for those that stand for themselves. */
function parentsOf(world: DemoWorld, set: DemoSet, random: Random): (DemoRecord | null)[] {
  const { for: forEach, count = 0 } = set
  if (!forEach) return new Array<null>(count).fill(null)
  const { where = {}, share = 1, times = [1, 1] } = forEach
  const parents = (world.sets.get(forEach.set) ?? []).filter((record) => meets(world, record, where))
  return parents.flatMap((record) => (random.next() < share ? new Array<DemoRecord>(random.between(times)).fill(record) : []))
}

interface Making extends Omit<DemoScope, 'record'> {
  set: DemoSet
  each: DemoRecord | null
  taken: Set<string>
}

/** null when no record could be made that differs from those before it. */
function makeRecord({ set, each, taken, ...scope }: Making): DemoRecord | null {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const record = fill({ set, each, taken, ...scope })
    const distinct = set.distinct === undefined ? null : textOf(record.values[set.distinct] ?? null)
    if (distinct === null || !taken.has(distinct)) {
      if (distinct !== null) taken.add(distinct)
      return record
    }
  }
  return null
}

function fill({ world, random, set, each, position }: Making): DemoRecord {
  const languages = Object.entries(world.plan.languages) as [Locale, number][]
  const record: DemoRecord = { id: '', module: set.module, language: each?.language ?? random.weighted(languages) ?? 'en', values: {}, each }
  const scope: DemoScope = { world, random, record, position }
  if (each && set.for?.as !== undefined) record.values[set.for.as] = { module: each.module, id: each.id }
  for (const [key, generator] of Object.entries({ ...set.let, ...set.values })) {
    record.values[key] = generateValue(scope, generator)
    if (key === set.language) record.language = referredRecord(world, record.values[key] ?? null)?.language ?? record.language
  }
  return record
}

function linksOf(scope: DemoScope, set: DemoSet): DemoLink[] {
  const { record, random } = scope
  return Object.entries(set.links ?? {}).flatMap(([link, { times, ...wanted }]) => {
    const others = new Set<string>()
    for (let left = random.between(times); left > 0; left -= 1) {
      const other = recordOf(scope, wanted)
      if (other) others.add(other.id)
    }
    return [...others].map((other) => ({ module: record.module, id: record.id, link, other }))
  })
}

/** UUIDv7 of the moment, in the order of the records; a run that begins again makes the same ones and finds what is there already. */
function idsFrom(seed: string, now: Date): () => string {
  let count = 0
  return () => {
    const random = createHash('sha256').update(`${seed}:${count}`).digest()
    const time = (now.getTime() + Math.floor(count / 0x1000)).toString(16).padStart(12, '0')
    const inner = (0x7000 | (count % 0x1000)).toString(16)
    const variant = (0x8000 | (random.readUInt16BE(0) & 0x3fff)).toString(16)
    count += 1
    return `${time.slice(0, 8)}-${time.slice(8)}-${inner}-${variant}-${random.toString('hex', 2, 8)}`
  }
}
