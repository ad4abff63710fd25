import { accessOf } from '../../access/access-of.ts'
import type { Access } from '../../access/compile-access.ts'
import { labelIn } from '../../contract/label.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { modulePaths } from './module-paths.ts'
import { moduleSchemas, nameOf } from './module-schemas.ts'
import { sharedPaths } from './shared-paths.ts'
import { SHARED_SCHEMAS } from './shared-schemas.ts'

/**
 * The OpenAPI 3.1 document of exactly this installation, cut to what the actor may do: modules that cannot be read, actions
 * that are not allowed and fields that are hidden do not stand in it.
 */
export async function describeApi(ctx: RecordContext): Promise<JsonSchema> {
  const access = await accessOf(ctx)
  const modules = Object.values(ctx.model.modules).filter((module) => access.allows(module.key, 'read'))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mortise',
      version: String(ctx.model.version),
      description:
        'One API for every module. Money and decimals are strings, dates YYYY-MM-DD, times RFC 3339 in UTC. Errors are application/problem+json (RFC 9457).',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    tags: [{ name: 'General' }, ...modules.map((module) => ({ name: labelIn(module.pluralLabel, ctx.actor.locale), description: `Module \`${module.key}\`` }))],
    paths: { ...sharedPaths(), ...pathsOf(ctx, access, modules) },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'mortise_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { ...SHARED_SCHEMAS, ...schemasOf(ctx, access, modules) },
    },
  }
}

function pathsOf(ctx: RecordContext, access: Access, modules: ModuleModel[]): JsonSchema {
  return Object.assign({}, ...modules.map((module) => modulePaths({ module, access, locale: ctx.actor.locale, schema: nameOf(module) })))
}

function schemasOf(ctx: RecordContext, access: Access, modules: ModuleModel[]): JsonSchema {
  return Object.assign({}, ...modules.map((module) => moduleSchemas(ctx, access, module)))
}
