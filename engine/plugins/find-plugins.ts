import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FieldValue } from '../contract/api.ts'
import type { Logger } from '../kernel/logger.ts'

export type PluginSettings = Readonly<Record<string, FieldValue>>

/** A folder in plugins/ with what its plugin.json says. */
export interface PluginFolder {
  id: string
  path: string
  /** Those of plugin.json, and over them those of the installation. */
  settings: PluginSettings
  /** The plugin's metadata layer, where it has one. */
  metadata: string | null
}

export interface PluginPlaces {
  /** The folder of the plugins. */
  root: string
  /** Where the installation says `{ "disabled": true }` or `{ "settings": { … } }` in a file `<id>.json`; need not exist. */
  site: string
}

/** The plugins of an installation, by name, without those that it disabled. A folder without plugin.json is none; one whose files cannot be read is reported and left out. */
export async function findPlugins({ root, site }: PluginPlaces, log: Logger): Promise<PluginFolder[]> {
  if (!existsSync(root)) return []
  const entries = await readdir(root, { withFileTypes: true })
  const ids = entries.flatMap((entry) => (entry.isDirectory() && existsSync(join(root, entry.name, 'plugin.json')) ? [entry.name] : [])).sort()
  const folders: PluginFolder[] = []
  for (const id of ids) {
    try {
      const folder = await readPlugin(id, { root, site })
      if (folder) folders.push(folder)
    } catch (error) {
      log.error({ err: error, plugin: id }, `The plugin "${id}" cannot be read and is skipped.`)
    }
  }
  return folders
}

async function readPlugin(id: string, { root, site }: PluginPlaces): Promise<PluginFolder | null> {
  const path = join(root, id)
  const own = await readObject(join(path, 'plugin.json'))
  if (own.id !== id) throw new Error(`Its plugin.json says that its id is ${JSON.stringify(own.id)}.`)
  const file = join(site, `${id}.json`)
  const local = existsSync(file) ? await readObject(file) : {}
  if (local.disabled === true) return null

  const metadata = join(path, 'metadata')
  return { id, path, settings: Object.freeze({ ...asObject(own.settings), ...asObject(local.settings) }), metadata: existsSync(metadata) ? metadata : null }
}

async function readObject(file: string): Promise<Record<string, FieldValue>> {
  return asObject(JSON.parse(await readFile(file, 'utf8')))
}

function asObject(value: unknown = {}): Record<string, FieldValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Settings are a JSON object.')
  return value as Record<string, FieldValue>
}
