import path from 'node:path'

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../../..')
/** The entry of the command line, without the launcher. */
export const CLI = path.join(ROOT, 'engine', 'cli', 'main.ts')
/** What `npm start` runs. */
export const LAUNCHER = path.join(ROOT, 'engine', 'cli', 'launch.mjs')
export const OURS = path.join(ROOT, 'test', 'bench', 'ours', 'main.ts')
export const FLOOR = path.join(ROOT, 'test', 'bench', 'floor', 'main.ts')
