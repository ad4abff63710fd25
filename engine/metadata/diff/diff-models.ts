import { isDeepStrictEqual } from 'node:util'
import type { LinkModel, Model, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import { diffFields } from './diff-fields.ts'
import type { ModelChange } from './model-change.ts'

const LISTS = ['areas', 'currencies', 'roles', 'profiles', 'groups', 'taxes', 'picklists'] as const
/** Compared piece by piece, or following from other files. */
const APART = new Set(['fields', 'links', 'relations'])

/**
 * What differs from one model to the next, in the order of the modules; pure, for people. `before` is null at the first start.
 * Nothing is ever dropped: what is removed is hidden, and comes back when its description does.
 */
export function diffModels(before: Model | null, after: Model, fieldTypes: Registry<FieldType>): ModelChange[] {
  const old = before?.modules ?? {}
  const added = Object.values(after.modules)
    .filter((module) => !Object.hasOwn(old, module.key))
    .map(moduleAdded)
  const removed = Object.values(old)
    .filter((module) => !Object.hasOwn(after.modules, module.key))
    .map(moduleRemoved)
  const changed = Object.values(after.modules).flatMap((module) => {
    const earlier = Object.hasOwn(old, module.key) ? old[module.key] : undefined
    return earlier ? diffModule(earlier, module, fieldTypes) : []
  })
  const lists = LISTS.filter((name) => before && !isDeepStrictEqual(before[name], after[name])).map(listChanged)
  return [...added, ...removed, ...changed, ...lists]
}

function moduleAdded(module: ModuleModel): ModelChange {
  const fields = module.fields.filter((field) => !field.system).length
  return { kind: 'module_added', subject: module.key, sentence: `+ module ${module.key} (${module.pluralLabel.en}) with ${fields} fields` }
}

function moduleRemoved(module: ModuleModel): ModelChange {
  return { kind: 'module_removed', subject: module.key, sentence: `- module ${module.key}: its records are kept, and nobody sees them` }
}

function diffModule(before: ModuleModel, after: ModuleModel, fieldTypes: Registry<FieldType>): ModelChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ModuleModel)[]
  const changed = names.filter((name) => !APART.has(name) && !isDeepStrictEqual(before[name], after[name]))
  const module: ModelChange[] =
    changed.length === 0 ? [] : [{ kind: 'module_changed', subject: after.key, sentence: `~ module ${after.key}: ${changed.join(', ')}` }]
  const fields = diffFields({ owner: after.key, before: before.fields, after: after.fields, fieldTypes })
  return [...module, ...fields, ...rightsOfRemoved(before, after), ...diffLinks(before, after, fieldTypes)]
}

/** Which profiles name a field that goes. */
function rightsOfRemoved(before: ModuleModel, after: ModuleModel): ModelChange[] {
  return before.fields
    .filter(({ key }) => !after.fields.some((field) => field.key === key))
    .flatMap(({ key }) => {
      const names = Object.entries(before.access.profiles).flatMap(([profile, { fields = {} }]) =>
        Object.hasOwn(fields, key) ? [`${profile} (${fields[key]})`] : [],
      )
      const subject = `${after.key}.${key}`
      const sentence = `~ rights in ${subject} of ${names.join(', ')}: they are kept with it, and hold again when it comes back`
      return names.length === 0 ? [] : [{ kind: 'rights_kept', subject, sentence } as const]
    })
}

function diffLinks(before: ModuleModel, after: ModuleModel, fieldTypes: Registry<FieldType>): ModelChange[] {
  const subject = (link: LinkModel) => `${after.key}/${link.key}`
  const removed = before.links.filter((link) => !after.links.some((other) => other.key === link.key))
  const added = after.links.filter((link) => !before.links.some((other) => other.key === link.key))
  return [
    ...added.map((link): ModelChange => ({ kind: 'link_added', subject: subject(link), sentence: `+ link ${subject(link)} to ${link.to}` })),
    ...removed.map(
      (link): ModelChange => ({ kind: 'link_removed', subject: subject(link), sentence: `- link ${subject(link)}: what is linked stays so, unseen` }),
    ),
    ...after.links.flatMap((link) => {
      const earlier = before.links.find((other) => other.key === link.key)
      return earlier ? diffLink(earlier, link, { subject: subject(link), fieldTypes }) : []
    }),
  ]
}

function diffLink(before: LinkModel, after: LinkModel, { subject, fieldTypes }: { subject: string; fieldTypes: Registry<FieldType> }): ModelChange[] {
  const fields = diffFields({ owner: subject, before: before.fields, after: after.fields, fieldTypes })
  if (before.to === after.to) return fields
  const refused = `The link "${subject}" cannot lead to ${after.to} instead of ${before.to}: what is linked would be lost. Add a new link instead.`
  return [{ kind: 'link_changed', subject, sentence: `~ link ${subject}: ${before.to} -> ${after.to}`, refused }, ...fields]
}

function listChanged(name: string): ModelChange {
  return { kind: 'list_changed', subject: name, sentence: `~ ${name}` }
}
