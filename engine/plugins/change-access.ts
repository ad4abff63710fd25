import type { ProfileLine } from '../contract/access.ts'
import type { Label } from '../contract/label.ts'
import type { Model, OrganisationDefault, ProfileModel } from '../contract/model.ts'
import type { JsonObject } from '../metadata/json/json-value.ts'
import type { MetadataItem } from '../metadata/layers/items-layer.ts'

/** A change of an installation's items: what there is, and what there will be. */
export type ItemsChange = (items: readonly MetadataItem[]) => MetadataItem[]

/** Another organisation default of a module. */
export function organisationChange(module: string, organisation: OrganisationDefault): ItemsChange {
  return (items) => withContent(items, accessPath(module), (content) => ({ ...content, organisation }))
}

/**
 * Another line of a profile in a module. Layers are merged property by property: a field that a lower layer names and this line
 * does not is opened by name.
 */
export function profileLineChange(model: Model, { profile, module, line }: { profile: ProfileModel; module: string; line: ProfileLine }): ItemsChange {
  const below = model.modules[module]?.access.profiles[profile.key]?.fields ?? {}
  const opened = Object.fromEntries(Object.keys(below).map((field) => [field, 'write']))
  const written = { actions: line.actions, fields: { ...opened, ...line.fields }, viewAll: line.viewAll ?? false, modifyAll: line.modifyAll ?? false }
  return (items) =>
    withContent(items, accessPath(module), (content) => ({ ...content, profiles: { ...objectIn(content, 'profiles'), [profile.key]: written } }))
}

/** A new profile with the lines of another, or with the right to read only. */
export function newProfileChange(model: Model, { key, label, from }: { key: string; label: Label; from?: ProfileModel }): ItemsChange {
  return (items) => {
    const named = [...items, { path: `app/profiles.json#profiles/${key}`, content: { label: { ...label }, defaults: from?.defaults ?? ['read'] } }]
    const lines = from ? Object.values(model.modules).flatMap(({ key: module, access }) => linesOf(module, access.profiles[from.key])) : []
    return lines.reduce<MetadataItem[]>(
      (all, { module, line }) =>
        withContent(all, accessPath(module), (content) => ({ ...content, profiles: { ...objectIn(content, 'profiles'), [key]: line } })),
      named,
    )
  }
}

function linesOf(module: string, line: object | undefined): { module: string; line: JsonObject }[] {
  return line ? [{ module, line: JSON.parse(JSON.stringify(line)) as JsonObject }] : []
}

const accessPath = (module: string) => `modules/${module}/access.json`

function withContent(items: readonly MetadataItem[], path: string, change: (content: JsonObject) => JsonObject): MetadataItem[] {
  const known = items.find((item) => item.path === path)
  const changed = { path, content: change(known?.content ?? {}) }
  return known ? items.map((item) => (item === known ? changed : item)) : [...items, changed]
}

function objectIn(content: JsonObject, key: string): JsonObject {
  const value = content[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
