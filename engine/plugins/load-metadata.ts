import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from '../contract/model.ts'
import type { FieldType } from '../fields/field-type.ts'
import { defineError } from '../kernel/errors.ts'
import type { Registry } from '../kernel/registry.ts'
import { checkMetadata } from '../metadata/check/check-metadata.ts'
import { effectiveItems } from '../metadata/layers/effective-items.ts'
import { layerOfItems, type MetadataItem } from '../metadata/layers/items-layer.ts'
import type { Layer } from '../metadata/layers/layer.ts'
import { loadLayer, type LayerSource } from '../metadata/layers/load-layer.ts'
import { mergeLayers } from '../metadata/layers/merge-layers.ts'
import { buildModel } from '../metadata/model/build-model.ts'
import { formatProblems, type MetadataProblem } from '../metadata/problem.ts'
import type { Behavior } from '../records/behavior.ts'
import type { PluginFolder } from './find-plugins.ts'
import type { SoundMetadata } from './sound-metadata.ts'

/** The metadata cannot be used as it stands; the message lists every problem with its place. */
export const badMetadata = defineError('BAD_METADATA', 422, 'The metadata has problems:\n{problems}')

export interface MetadataPlaces {
  /** Folders of the product's own layers, lowest first: the system's and the stock modules. */
  product: LayerSource[]
  plugins: PluginFolder[]
  /** The installation's own folder of metadata; need not exist. */
  site: string
  /** Files that are tried out: laid over the installation's folder, as if they lay in it. */
  tried?: string
  /** What was checked before. */
  sound: SoundMetadata
}

export interface MetadataRegistries {
  fieldTypes: Registry<FieldType>
  behaviors: Registry<Behavior>
}

/** Reads all layers, lowest first: product, plugins, the installation's folder, files that are tried out, the installation's items in the database. */
export async function loadLayers(places: MetadataPlaces, items: readonly MetadataItem[] | null): Promise<Layer[]> {
  const sources: LayerSource[] = [
    ...places.product,
    ...places.plugins.flatMap(({ id, metadata }) => (metadata === null ? [] : [{ name: id, root: metadata }])),
    ...(holdsMetadata(places.site) ? [{ name: 'site', root: places.site }] : []),
    ...(places.tried === undefined ? [] : [{ name: 'tried', root: places.tried }]),
  ]
  const layers = await Promise.all(sources.map(loadLayer))
  return items ? withItems(layers, items) : layers
}

/** The layers of files, and over them what the installation changed itself. */
export function withItems(layers: readonly Layer[], items: readonly MetadataItem[]): Layer[] {
  return [...layers, layerOfItems('installation', effectiveItems(items, layers))]
}

/** Whether a folder is laid out as a layer is. */
export function holdsMetadata(folder: string): boolean {
  return existsSync(join(folder, 'modules')) || existsSync(join(folder, 'app'))
}

/** The problems of all layers together, those that only show when they are merged included. */
export function problemsIn(layers: Layer[], registries: MetadataRegistries): MetadataProblem[] {
  return checkMetadata(layers, registries)
}

interface ModelParts {
  registries: MetadataRegistries
  version: number
  sound: SoundMetadata
}

/** The model of layers without problems, and the hash by which a later start sees that nothing changed. Throws BAD_METADATA. */
export function modelOf(layers: Layer[], { registries, version, sound }: ModelParts): { model: Model; hash: string } {
  if (!sound.includes(layers)) {
    const problems = problemsIn(layers, registries)
    if (problems.length > 0) throw badMetadata({ params: { problems: formatProblems(problems) } })
    sound.add(layers)
  }
  const model = buildModel(mergeLayers(layers), registries.fieldTypes, version)
  const hash = createHash('sha256')
    .update(JSON.stringify({ ...model, version: 0 }))
    .digest('hex')
  return { model, hash }
}
