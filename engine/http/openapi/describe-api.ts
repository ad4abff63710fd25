import { accessOf } from '../../access/access-of.ts'
import type { Access } from '../../access/compile-access.ts'
import { type Label, labelIn, type Locale } from '../../contract/label.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { SESSION_COOKIE } from '../sign-in/session-cookie.ts'
import type { DeclaredRoute } from '../strict-routes.ts'
import { moduleSchemas } from './module-schemas.ts'
import { failureResponses } from './operation.ts'
import { pathsOf } from './paths.ts'
import { createSharedParts } from './shared-parts.ts'
import { SHARED_SCHEMAS } from './shared-schemas.ts'
import { inWords } from './words.ts'

const ABOUT: Label = {
  en: 'One API for every module of this installation, as you may use it. Money and decimals are strings, dates `YYYY-MM-DD`, times RFC 3339 in UTC. Errors are `application/problem+json` (RFC 9457).',
  'zh-CN':
    '本系统所有模块共用的接口，仅列出您有权使用的部分。金额和小数为字符串，日期为 `YYYY-MM-DD`，时间为 UTC 的 RFC 3339 格式。错误以 `application/problem+json`（RFC 9457）返回。',
}
const COOKIE: Label = { en: 'The session of the browser: POST /api/session.', 'zh-CN': '浏览器会话：POST /api/session。' }
const BEARER: Label = { en: 'An API token: POST /api/me/tokens.', 'zh-CN': 'API 令牌：POST /api/me/tokens。' }

/**
 * The OpenAPI 3.1 document of exactly this installation, cut to what the actor may do: modules that cannot be read, actions
 * that are not allowed and fields that are hidden do not stand in it. In the actor's language.
 */
export async function describeApi(ctx: RecordContext, routes: DeclaredRoute[]): Promise<JsonSchema> {
  const access = await accessOf(ctx)
  const { locale } = ctx.actor
  const modules = taggedModules(ctx, access)
  const parts = createSharedParts()
  const paths = pathsOf({ routes, modules, access, locale, parts })
  return {
    openapi: '3.1.0',
    info: { title: 'Mortise', version: String(ctx.model.version), description: inWords(ABOUT, locale) },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    tags: [...generalTags(paths, modules), ...modules.map(({ module, tag }) => ({ name: tag, description: `\`${module.key}\`` }))],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: inWords(COOKIE, locale) },
        token: { type: 'http', scheme: 'bearer', description: inWords(BEARER, locale) },
      },
      parameters: parts.parameters(),
      responses: failureResponses(locale),
      schemas: Object.assign({}, SHARED_SCHEMAS, ...modules.map(({ module }) => moduleSchemas(ctx, access, module))) as JsonSchema,
    },
  }
}

interface Tagged {
  module: ModuleModel
  tag: string
}

/** Two modules may have one name for people, but no two tags. */
function taggedModules(ctx: RecordContext, access: Access): Tagged[] {
  const modules = Object.values(ctx.model.modules).filter((module) => access.allows(module.key, 'read'))
  const nameIn = (module: ModuleModel, locale: Locale) => labelIn(module.pluralLabel, locale)
  return modules.map((module) => {
    const name = nameIn(module, ctx.actor.locale)
    const isShared = modules.some((other) => other !== module && nameIn(other, ctx.actor.locale) === name)
    return { module, tag: isShared ? `${name} (${module.key})` : name }
  })
}

/** The tags that are no module's, in the order in which they first occur. */
function generalTags(paths: Record<string, Record<string, JsonSchema>>, modules: Tagged[]): { name: string }[] {
  const used = Object.values(paths).flatMap((path) => Object.values(path).flatMap((operation) => operation.tags as string[]))
  const ofModules = new Set(modules.map(({ tag }) => tag))
  return [...new Set(used)].filter((name) => !ofModules.has(name)).map((name) => ({ name }))
}
