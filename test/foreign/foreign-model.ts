import { join } from 'node:path'
import type { Model } from '../../engine/contract/model.ts'
import type { FieldType } from '../../engine/fields/field-type.ts'
import { registerFieldTypes } from '../../engine/fields/register.ts'
import { createRegistry, type Registry } from '../../engine/kernel/registry.ts'
import type { Layer } from '../../engine/metadata/layers/layer.ts'
import { loadLayer } from '../../engine/metadata/layers/load-layer.ts'
import { mergeLayers } from '../../engine/metadata/layers/merge-layers.ts'
import { loadSystemLayer } from '../../engine/metadata/layers/system-layer.ts'
import { buildModel } from '../../engine/metadata/model/build-model.ts'

/** The folder of a small library: books, members, loans, shelves. The engine runs on it with no stock metadata at all. */
export const FOREIGN_METADATA = join(import.meta.dirname, 'metadata')

/** The types that the engine brings. */
export function foreignFieldTypes(): Registry<FieldType> {
  const fieldTypes = createRegistry<FieldType>('field type')
  registerFieldTypes(fieldTypes)
  return fieldTypes
}

/** The system layer and the library. */
export function foreignLayers(): Promise<Layer[]> {
  return Promise.all([loadSystemLayer(), loadLayer({ name: 'foreign', root: FOREIGN_METADATA })])
}

export async function foreignModel(fieldTypes: Registry<FieldType>, version = 1): Promise<Model> {
  return buildModel(mergeLayers(await foreignLayers()), fieldTypes, version)
}
