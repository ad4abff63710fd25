import type { FieldEntry } from '../../contract/generated/metadata-files.ts'
import type { Capability, FieldModel, LayoutModel, LinkModel, Model, ModuleAccess, ModuleModel, ViewModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import type { MergedFile } from '../layers/merge-layers.ts'
import { sourcesOf, type ModuleSource, type Sources } from '../layers/sources.ts'
import { areasOf, currenciesOf, groupsOf, picklistsOf, profilesOf, rolesOf, taxesOf } from './app-lists.ts'
import { capabilityFields } from './capability-fields.ts'
import { defaultCapabilities } from './default-capabilities.ts'
import { defaultLayouts } from './default-layouts.ts'
import { defaultView } from './default-view.ts'
import { relationsOf } from './relations.ts'
import { systemFields } from './system-fields.ts'

/**
 * The model of one installation out of its merged files: system fields, relations, generated layouts and views added.
 * The files have passed checkMetadata; of files that have not, what is sound is used and nothing is thrown.
 */
export function buildModel(merged: { files: ReadonlyMap<string, MergedFile> }, fieldTypes: Registry<FieldType>, version: number): Model {
  const sources = sourcesOf(merged.files)
  const capable = modulesByCapability(sources)
  const modules = [...sources.modules.values()].map((source) => moduleOf(source, { capable, sources }))
  const byKey = Object.fromEntries(modules.map((module) => [module.key, module]))

  for (const { on, relation } of relationsOf(modules)) byKey[on]?.relations.push(relation)
  for (const module of modules) complete(module, fieldTypes)

  return {
    version,
    modules: byKey,
    picklists: picklistsOf(sources),
    areas: areasOf(sources, byKey),
    currencies: currenciesOf(sources),
    roles: rolesOf(sources),
    profiles: profilesOf(sources),
    groups: groupsOf(sources),
    taxes: taxesOf(sources),
  }
}

type CapableModules = (capability: string) => string[]

function modulesByCapability(sources: Sources): CapableModules {
  return (capability) =>
    [...sources.modules.values()]
      .filter(({ module }) => (module.value.capabilities ?? defaultCapabilities(module.value)).includes(capability as Capability))
      .map(({ key }) => key)
}

function moduleOf(source: ModuleSource, { capable, sources }: { capable: CapableModules; sources: Sources }): ModuleModel {
  const { $schema: _schema, links = [], capabilities: declared, ...file } = source.module.value
  const capabilities = declared ?? defaultCapabilities(file)
  const own = (source.fields?.value.fields ?? []).map((field) => fieldOf(field, capable))
  return {
    ...file,
    key: source.key,
    capabilities,
    search: file.search ?? [file.nameField],
    duplicates: file.duplicates ?? [],
    indexes: file.indexes ?? [],
    behaviors: file.behaviors ?? [],
    fields: [...own, ...capabilityFields(capabilities, own), ...systemFields()],
    relations: [],
    links: links.map((link): LinkModel => ({ ...link, from: source.key, fields: (link.fields ?? []).map((field) => fieldOf(field, capable)) })),
    layouts: Object.fromEntries([...source.layouts].map(([name, { value }]) => [name, layoutOf(value)])),
    views: viewsOf(source),
    access: accessOf(source, sources),
  }
}

/** `toCapability` becomes the list of modules that it means now. */
function fieldOf(entry: FieldEntry, capable: CapableModules): FieldModel {
  const field = { ...entry } as FieldModel
  if (field.toCapability === undefined) return field
  return { ...field, to: [...new Set([...(field.to ?? []), ...capable(field.toCapability)])] }
}

function layoutOf(file: LayoutModel & { $schema?: string }): LayoutModel {
  const { $schema: _schema, ...layout } = file
  return layout
}

/** One view is the default: the one that says so, or the first. */
function viewsOf(source: ModuleSource): ViewModel[] {
  const views = source.views?.value.views ?? []
  if (views.some((view) => view.default)) return views
  return views.map((view, index) => (index === 0 ? { ...view, default: true } : view))
}

/**
 * A module without access.json is private: nothing is open because somebody forgot a file.
 * The line of `*` counts for every profile that has no line of its own, those of admins excepted.
 */
function accessOf(source: ModuleSource, sources: Sources): ModuleAccess {
  const { '*': others, ...profiles } = source.access?.value.profiles ?? {}
  const unnamed = (sources.profiles?.value.profiles ?? []).filter((profile) => !profile.admin && !Object.hasOwn(profiles, profile.key))
  const lines = others ? unnamed.map((profile) => [profile.key, others]) : []
  const { organisation = 'private', throughParent } = source.access?.value ?? {}
  return { organisation, ...(throughParent !== undefined && { throughParent }), profiles: { ...profiles, ...Object.fromEntries(lines) } }
}

function complete(module: ModuleModel, fieldTypes: Registry<FieldType>): void {
  module.layouts = { ...defaultLayouts(module, fieldTypes), ...module.layouts }
  if (module.views.length === 0) module.views = [defaultView(module, fieldTypes)]
}
