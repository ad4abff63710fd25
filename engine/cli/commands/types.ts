import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateTypes } from '../../metadata/generate-types.ts'
import { buildModel } from '../../metadata/model/build-model.ts'
import { mergeLayers } from '../../metadata/layers/merge-layers.ts'
import { generateRecordTypes } from '../../metadata/types/generate-record-types.ts'
import { loadLayers } from '../../plugins/load-metadata.ts'
import { openEngine } from '../with-installation.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Writes the types of the metadata files (committed) and of the records of this installation's modules (dist/types/records.ts). */
export async function types(): Promise<void> {
  const { engine } = await openEngine()
  for (const { path, text } of await generateTypes()) await writeFile(path, text)

  const model = buildModel(mergeLayers(await loadLayers(engine.places, null)), engine.registries.fieldTypes, 0)
  const folder = join(ROOT, 'dist', 'types')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'records.ts'), generateRecordTypes(model, engine.registries.fieldTypes))
  process.stdout.write('Wrote engine/contract/generated/metadata-files.ts and dist/types/records.ts\n')
}
