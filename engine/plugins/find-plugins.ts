import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder in plugins/ with what its plugin.json says. */
export interface PluginFolder {
  id: string
  path: string
  label: { en: string; 'zh-CN': string }
  /** The plugin's metadata layer, where it has one. */
  metadata: string | null
}

/** The plugins of an installation, by name; a folder without plugin.json is none. */
export async function findPlugins(root: string): Promise<PluginFolder[]> {
  if (!existsSync(root)) return []
  const entries = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const folders = await Promise.all(entries.map((id) => readPlugin(id, join(root, id))))
  return folders.flatMap((folder) => folder ?? [])
}

async function readPlugin(id: string, path: string): Promise<PluginFolder | null> {
  const file = join(path, 'plugin.json')
  if (!existsSync(file)) return null
  const { label } = JSON.parse(await readFile(file, 'utf8')) as { label: PluginFolder['label'] }
  const metadata = join(path, 'metadata')
  return { id, path, label, metadata: existsSync(metadata) ? metadata : null }
}
