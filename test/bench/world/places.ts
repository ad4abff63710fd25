import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../../..')
/** The flags that `npm start` gives to Node; both servers of the bench run with them. */
export const NODE_FLAGS = startScript().filter((word) => word.startsWith('--'))
/** The entry of the command line, without the launcher. */
export const CLI = path.join(ROOT, 'engine', 'cli', 'main.ts')
/** What `npm start` runs. */
export const LAUNCHER = path.join(ROOT, 'engine', 'cli', 'launch.mjs')
export const OURS = path.join(ROOT, 'test', 'bench', 'ours', 'main.ts')
export const FLOOR = path.join(ROOT, 'test', 'bench', 'floor', 'main.ts')

function startScript(): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  return scripts.start?.split(' ') ?? []
}
