import { canReadRelation } from '../../access/readable-path.ts'
import type { Access } from '../../access/compile-access.ts'
import { labelIn, type Locale } from '../../contract/label.ts'
import type { ModuleModel, RelationModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { DeclaredRoute } from '../strict-routes.ts'
import { ACCESS_ROUTES } from './access-descriptions.ts'
import { GENERAL_ROUTES, PLUGIN_TAG } from './general-descriptions.ts'
import { nameOf } from './module-schemas.ts'
import { operationOf } from './operation.ts'
import { RECORD_ROUTES } from './record-descriptions.ts'
import type { RouteDescription } from './route-description.ts'
import type { SharedParts } from './shared-parts.ts'
import { inWords } from './words.ts'

export interface PathsInput {
  routes: DeclaredRoute[]
  /** Those that the actor may read, with the tag of each. */
  modules: { module: ModuleModel; tag: string }[]
  access: Access
  locale: Locale
  parts: SharedParts
}

type Paths = Record<string, Record<string, JsonSchema>>

/** Every route that the actor may use, those of modules once for each module and relation. */
export function pathsOf(input: PathsInput): Paths {
  const paths: Paths = {}
  for (const route of input.routes) {
    if (route.access === 'admin' && !input.access.actor.isAdmin) continue
    for (const [path, operation] of operationsOf(route, input)) paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation }
  }
  return paths
}

function operationsOf(route: DeclaredRoute, input: PathsInput): [path: string, operation: JsonSchema][] {
  const key = `${route.method} ${route.url}`
  const ofModule = RECORD_ROUTES[key]
  if (ofModule) return input.modules.flatMap((entry) => moduleOperations({ route, description: ofModule, ...entry }, input))
  const general = GENERAL_ROUTES[key] ?? ACCESS_ROUTES[key] ?? pluginDescription(route)
  return general ? [generalOperation(route, general, input)] : []
}

function generalOperation(route: DeclaredRoute, description: RouteDescription, { locale, parts }: PathsInput): [string, JsonSchema] {
  const path = templateOf(route.url)
  const tag = labelIn(description.tag ?? PLUGIN_TAG, locale)
  return [path, operationOf({ route, path, description, id: description.id, tag, summary: inWords(description.summary, locale), locale, parts })]
}

/** A plugin describes its routes with what they declare: `schema: { summary, querystring, body }`. */
function pluginDescription({ method, url, schema }: DeclaredRoute): RouteDescription | null {
  if (!url.startsWith('/api/plugins/') || method === 'HEAD') return null
  const text = typeof schema.summary === 'string' ? schema.summary : `${method} ${url}`
  return { id: `${method.toLowerCase()}_${url.replace(/\W+/g, '_')}`, summary: { en: text, 'zh-CN': text } }
}

interface ModuleRoute {
  route: DeclaredRoute
  description: RouteDescription
  module: ModuleModel
  tag: string
}

function moduleOperations({ route, description, module, tag }: ModuleRoute, { access, locale, parts, modules }: PathsInput): [string, JsonSchema][] {
  if (!description.needs?.some((action) => access.allows(module.key, action))) return []
  const names = { one: labelIn(module.label, locale), many: labelIn(module.pluralLabel, locale) }
  return relationsFor(route, module)
    .filter((relation) => relation === undefined || canReadRelation(access, relation))
    .flatMap((relation): [string, JsonSchema][] => {
      const other = relation && modules.find((entry) => entry.module.key === relation.module)
      if (relation && !other) return []
      const path = templateOf(route.url.replace(':module', module.key).replace(/:(relation|link)\b/, relation?.key ?? ''))
      const id = [description.id, module.key, relation?.key].filter((part) => part !== undefined).join('_')
      const subject = { module, name: nameOf(module), ...(other && { otherName: nameOf(other.module) }) }
      const summary = inWords(description.summary, locale, { ...names, ...(relation && { relation: labelIn(relation.label, locale) }) })
      return [[path, operationOf({ route, path, description, id, tag, summary, locale, parts, subject })]]
    })
}

/** The relations for which a route is repeated; one nothing for a route that is about none. */
function relationsFor({ url }: DeclaredRoute, module: ModuleModel): (RelationModel | undefined)[] {
  if (url.includes('/:relation')) return module.relations
  return url.includes('/:link') ? module.relations.filter(({ kind }) => kind === 'link') : [undefined]
}

function templateOf(url: string): string {
  return url.replace(/:(\w+)/g, '{$1}')
}
