import { readFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { JsonValue } from '../../metadata/json/json-value.ts'
import { parsePlainJson } from '../../metadata/json/parse-plain-json.ts'
import { checkAgainst } from '../../metadata/schema/schema-checker.ts'
import type { DemoPlan, DemoSet } from './demo-plan.ts'

/** Where the sample data of a product lies, below the folder of its metadata. */
export const DEMO_FOLDER = 'demo'

const SCHEMA = JSON.parse(readFileSync(join(import.meta.dirname, 'demo.schema.json'), 'utf8')) as JsonSchema

/** The files as they are: plan.json, words/*.json and sets/*.json by their names. */
interface DemoFiles {
  plan: Omit<DemoPlan, 'sets' | 'words'> & { sets: string[] }
  words: Record<string, Pick<DemoPlan, 'words'>>
  sets: Record<string, Omit<DemoSet, 'key'>>
}

/** Whether the product has sample data at all. */
export async function hasDemoPlan(folder: string): Promise<boolean> {
  return stat(join(folder, 'plan.json')).then(
    () => true,
    () => false,
  )
}

/** Reads the plan of the sample data; null where the product has none. Throws errors that name the place of what is wrong. */
export async function loadDemoPlan(folder: string): Promise<DemoPlan | null> {
  if (!(await hasDemoPlan(folder))) return null
  const [plan, words, sets] = await Promise.all([readJson(join(folder, 'plan.json')), readFolder(join(folder, 'words')), readFolder(join(folder, 'sets'))])
  const files = { plan, words, sets }
  const [fault] = checkAgainst(SCHEMA, files)
  if (fault) throw new Error(`${folder}${fault.pointer}: ${fault.reason}`)
  return planOf(files as unknown as DemoFiles)
}

function planOf({ plan, words, sets }: DemoFiles): DemoPlan {
  const inOrder = plan.sets.map((key): DemoSet => {
    const set = sets[key]
    if (!set) throw new Error(`The sample data has no file for the set "${key}".`)
    const twice = Object.keys(set.let ?? {}).find((name) => Object.hasOwn(set.values, name))
    if (twice !== undefined) throw new Error(`The set "${key}" of the sample data has "${twice}" both under "let" and under "values".`)
    return { ...set, key }
  })
  return { ...plan, sets: inOrder, words: Object.assign({}, ...Object.values(words).map((file) => file.words)) }
}

/** Every JSON file of a folder, by its name. */
async function readFolder(folder: string): Promise<Record<string, JsonValue>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const entries = names.map(async (name) => [name.replace('.json', ''), await readJson(join(folder, name))] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function readJson(path: string): Promise<JsonValue> {
  const value = parsePlainJson(await readFile(path, 'utf8'))
  if (value === undefined) throw new Error(`${path}: this is not JSON.`)
  return value
}
