import { join } from 'node:path'
import type { Layer } from './layer.ts'
import { loadLayer } from './load-layer.ts'

/** The lowest layer: what the platform itself needs to run, engine/metadata/system. */
export function loadSystemLayer(): Promise<Layer> {
  return loadLayer({ name: 'system', root: join(import.meta.dirname, '..', 'system') })
}
