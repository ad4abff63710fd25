import type { FieldValue } from '../../contract/api.ts'
import { addDecimals, isDecimal, multiplyDecimals, roundDecimal, subtractDecimals } from '../../contract/decimal.ts'
import { dateOf, datetimeOf, minutesAfter } from './demo-dates.ts'
import type { Generator, GeneratorShapes, GeneratorSpec } from './demo-plan.ts'
import { type DemoRecord, type DemoScope, meets, referenceTo, textOf, valueAt } from './demo-world.ts'
import { wordOf, writeText } from './write-text.ts'

type Generators = { [K in keyof GeneratorShapes]: (scope: DemoScope, spec: GeneratorShapes[K]) => FieldValue }

const GENERATORS: Generators = {
  words: (scope, spec) => wordOf(scope, spec.words),
  choose: ({ random }, { choose }) => (Array.isArray(choose) ? random.pick(choose) : random.weighted(Object.entries(choose))) ?? null,
  text: writeText,
  number: numberOf,
  date: dateOf,
  datetime: datetimeOf,
  minutes: minutesAfter,
  record: (scope, spec) => referenceTo(recordOf(scope, spec)),
  code: ({ world }, { code, in: module }) => {
    const id = world.codes.get(module)?.get(code)
    return id === undefined ? null : { module, id }
  },
  copy: ({ world, record }, spec) => valueAt(world, record, spec.copy),
  case: caseOf,
  sum: sumOf,
  percent: (scope, { percent, of }) => roundDecimal(multiplyDecimals(amountAt(scope, of), String(percent / 100)), 2),
  share: (scope, { share, of }) => (scope.random.next() < share ? generateValue(scope, of) : null),
  list: listOf,
  object: (scope, { object }) => Object.fromEntries(Object.entries(object).map(([key, part]) => [key, generateValue(scope, part)])),
}

/** Makes up one value of the record of the scope. Numbers come as decimal strings, references as {module, id}. */
export function generateValue(scope: DemoScope, generator: Generator): FieldValue {
  if (typeof generator !== 'object' || generator === null) return generator
  const shape = shapeOf(generator)
  return (GENERATORS[shape] as (scope: DemoScope, spec: GeneratorSpec) => FieldValue)(scope, generator)
}

/** A record of one of the sets that may stand in the place; null where there is none. */
export function recordOf({ world, random, record }: DemoScope, { record: sets, where, same }: GeneratorShapes['record']): DemoRecord | null {
  const all = [sets].flat().flatMap((set) => world.sets.get(set) ?? [])
  if (!where && !same) return random.pick(all) ?? null
  const shared = Object.entries(same ?? {}).map(([theirs, own]) => [theirs, textOf(valueAt(world, record, own))] as const)
  const fitting = all.filter(
    (other) => shared.every(([path, value]) => value !== '' && textOf(valueAt(world, other, path)) === value) && meets(world, other, where ?? {}),
  )
  return random.pick(fitting) ?? null
}

function shapeOf(spec: GeneratorSpec): keyof GeneratorShapes {
  // `share` and `case` hold others in `of`: the property that is a shape's own name decides.
  const shape = (Object.keys(GENERATORS) as (keyof GeneratorShapes)[]).find((key) => Object.hasOwn(spec, key))
  if (!shape) throw new Error(`The sample data has a value that nothing can make: ${JSON.stringify(spec)}.`)
  return shape
}

/** In steps counted from the lower end; `low` squares the chance, so that the middle of the values lies at a quarter of the range. */
function numberOf({ random }: DemoScope, { number: [from, to], step = 1, low }: GeneratorShapes['number']): string {
  const steps = Math.floor((to - from) / step + 1e-9)
  const chance = low ? random.next() ** 2 : random.next()
  return roundDecimal(addDecimals(String(from), multiplyDecimals(String(Math.min(steps, Math.floor(chance * (steps + 1)))), String(step))), 6)
}

function caseOf(scope: DemoScope, spec: GeneratorShapes['case']): FieldValue {
  const value = textOf(valueAt(scope.world, scope.record, spec.case))
  return generateValue(scope, (Object.hasOwn(spec.of, value) ? spec.of[value] : spec.else) ?? null)
}

function sumOf(scope: DemoScope, { sum }: GeneratorShapes['sum']): string {
  return sum.reduce(
    (total, key) => (key.startsWith('-') ? subtractDecimals(total, amountAt(scope, key.slice(1))) : addDecimals(total, amountAt(scope, key))),
    '0',
  )
}

function amountAt({ world, record }: DemoScope, path: string): string {
  const text = textOf(valueAt(world, record, path))
  return isDecimal(text) ? text : '0'
}

function listOf(scope: DemoScope, { list, times }: GeneratorShapes['list']): FieldValue {
  const made = new Map<string, FieldValue>()
  for (let left = scope.random.between(times); left > 0; left -= 1) {
    const value = generateValue(scope, list)
    if (value !== null) made.set(textOf(value), value)
  }
  return [...made.values()]
}
