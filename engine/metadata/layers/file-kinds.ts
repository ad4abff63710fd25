import { nearestName } from '../nearest-name.ts'

/** One kind of metadata file: where it lies and which schema describes it. */
export interface FileKind {
  name: FileKindName
  /** Name of the schema file without `.schema.json`. */
  schema: string
}

export type FileKindName =
  | 'module'
  | 'fields'
  | 'views'
  | 'access'
  | 'conversions'
  | 'layout'
  | 'workflow'
  | 'test'
  | 'menu'
  | 'roles'
  | 'profiles'
  | 'groups'
  | 'currencies'
  | 'taxes'
  | 'picklist'

/** Where a file belongs: which kind it is, and the name that its path gives it. */
export interface FilePlace {
  kind: FileKind
  /** Key of the module, for files below modules/. */
  module?: string
  /** File name without `.json`, where the folder holds many of a kind. */
  name?: string
}

const KEY = '[a-z][a-z0-9_]{0,39}'
const HYPHENED = '[a-z][a-z0-9-]{0,59}'

const SINGLE_MODULE_FILES = ['module', 'fields', 'views', 'access', 'conversions'] as const
const SINGLE_APP_FILES = ['menu', 'roles', 'profiles', 'groups', 'currencies', 'taxes'] as const

const MODULE_FILE = new RegExp(`^modules/(${KEY})/(${SINGLE_MODULE_FILES.join('|')})\\.json$`)
const MODULE_FOLDER_FILE = new RegExp(`^modules/(${KEY})/(layouts|workflows|tests)/(${HYPHENED}(?:\\.${HYPHENED})?)\\.json$`)
const APP_FILE = new RegExp(`^app/(${SINGLE_APP_FILES.join('|')})\\.json$`)
const PICKLIST_FILE = new RegExp(`^app/picklists/(${KEY})\\.json$`)

const FOLDER_KINDS: Record<string, FileKindName> = { layouts: 'layout', workflows: 'workflow', tests: 'test' }

/** What a path means, or null when no metadata file lives there. */
export function placeOf(path: string): FilePlace | null {
  const single = MODULE_FILE.exec(path) ?? null
  if (single) return { kind: kindNamed(single[2] as FileKindName), module: single[1] }
  const many = MODULE_FOLDER_FILE.exec(path)
  if (many) return { kind: kindNamed(FOLDER_KINDS[many[2] ?? ''] ?? 'layout'), module: many[1], name: many[3] }
  const app = APP_FILE.exec(path)
  if (app) return { kind: kindNamed(app[1] as FileKindName) }
  const picklist = PICKLIST_FILE.exec(path)
  return picklist ? { kind: kindNamed('picklist'), name: picklist[1] } : null
}

/** The path that was probably meant by one that means nothing. */
export function nearestPath(path: string): string | undefined {
  const segments = path.split('/')
  if (segments[0] === 'app') return nearestName(path, [...SINGLE_APP_FILES.map((name) => `app/${name}.json`), `app/picklists/${segments.at(-1)}`])
  if (segments.length < 3) return undefined
  const folder = `modules/${segments[1]}`
  const file = segments.at(-1) ?? ''
  const singles = SINGLE_MODULE_FILES.map((name) => `${folder}/${name}.json`)
  const inFolders = segments.length > 3 ? Object.keys(FOLDER_KINDS).map((name) => `${folder}/${name}/${file}`) : []
  return nearestName(path, [...singles, ...inFolders])
}

function kindNamed(name: FileKindName): FileKind {
  return { name, schema: name }
}
