import { isDeepStrictEqual } from 'node:util'
import type { ProfileLine } from '../contract/access.ts'
import type { Label } from '../contract/label.ts'
import type { Model, OrganisationDefault, ProfileModel } from '../contract/model.ts'
import type { JsonObject } from '../metadata/json/json-value.ts'
import type { MetadataItem } from '../metadata/layers/items-layer.ts'
import type { MergedMetadata } from '../metadata/layers/merge-layers.ts'

/** A change of an installation's items: what there is, and what there will be. `below`: what the layers of files say. */
export type ItemsChange = (items: readonly MetadataItem[], below: MergedMetadata) => MetadataItem[]

/** Another organisation default of a module. */
export function organisationChange(module: string, organisation: OrganisationDefault): ItemsChange {
  return (items) => withContent(items, accessPath(module), (content) => ({ ...content, organisation }))
}

/**
 * Another line of a profile in a module. Layers are merged property by property: a field that a lower layer limits and this line
 * does not is opened by name. What the lower layers say already is not kept a second time.
 */
export function profileLineChange({ profile, module, line }: { profile: ProfileModel; module: string; line: ProfileLine }): ItemsChange {
  return (items, below) => {
    const lower = objectIn(objectIn(below.files.get(accessPath(module))?.value ?? {}, 'profiles'), profile.key)
    const limited = Object.entries(objectIn(lower, 'fields')).flatMap(([field, right]) => (right === 'write' ? [] : [field]))
    const opened = Object.fromEntries(limited.map((field) => [field, 'write']))
    const written = { actions: line.actions, fields: { ...opened, ...line.fields }, viewAll: line.viewAll ?? false, modifyAll: line.modifyAll ?? false }
    return withContent(items, accessPath(module), (content) => {
      const { [profile.key]: _before, ...others } = objectIn(content, 'profiles')
      return withProfiles(content, saysTheSame(lower, written) ? others : { ...others, [profile.key]: written })
    })
  }
}

/** Compared as what they mean: the order of actions, and fields that are open anyway, say nothing. */
function saysTheSame(lower: JsonObject, line: JsonObject): boolean {
  return lower['actions'] !== undefined && isDeepStrictEqual(meaningOf(lower), meaningOf(line))
}

function meaningOf({ actions, viewAll, modifyAll, ...line }: JsonObject): unknown {
  const fields = Object.entries(objectIn(line, 'fields')).filter(([, right]) => right !== 'write')
  return [[actions ?? []].flat().toSorted(), Object.fromEntries(fields), viewAll === true, modifyAll === true]
}

function withProfiles({ profiles: _before, ...content }: JsonObject, profiles: JsonObject): JsonObject {
  return Object.keys(profiles).length === 0 ? content : { ...content, profiles }
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

/** An item that says nothing any more is none. */
function withContent(items: readonly MetadataItem[], path: string, change: (content: JsonObject) => JsonObject): MetadataItem[] {
  const known = items.find((item) => item.path === path)
  const changed = { path, content: change(known?.content ?? {}) }
  if (Object.keys(changed.content).length === 0) return items.filter((item) => item !== known)
  return known ? items.map((item) => (item === known ? changed : item)) : [...items, changed]
}

function objectIn(content: JsonObject, key: string): JsonObject {
  const value = content[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
