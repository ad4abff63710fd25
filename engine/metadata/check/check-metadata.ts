import { createFieldContext } from '../../fields/field-context.ts'
import type { Layer } from '../layers/layer.ts'
import { mergeLayers, type MergedMetadata } from '../layers/merge-layers.ts'
import { sourcesOf } from '../layers/sources.ts'
import { buildModel } from '../model/build-model.ts'
import type { MetadataProblem } from '../problem.ts'
import { schemaCheckerFor } from '../schema/schema-checker.ts'
import { checkAccess } from './check-access.ts'
import { checkApp } from './check-app.ts'
import { checkBehaviors } from './check-behaviors.ts'
import { checkConversions } from './check-conversions.ts'
import { checkFields } from './check-fields.ts'
import { checkFolders } from './check-folders.ts'
import { checkLayouts } from './check-layouts.ts'
import { checkLinks } from './check-links.ts'
import { checkModule } from './check-module.ts'
import { checkRelations } from './check-relations.ts'
import { checkSchemas, type SchemaCheck } from './check-schemas.ts'
import type { CheckScope, MetadataRegistries } from './check-scope.ts'
import { checkTests } from './check-tests.ts'
import { checkViews } from './check-views.ts'
import { checkWorkflows } from './check-workflows.ts'

const MODULE_CHECKS = [
  checkModule,
  checkFields,
  checkLinks,
  checkBehaviors,
  checkViews,
  checkLayouts,
  checkAccess,
  checkConversions,
  checkWorkflows,
  checkTests,
]

/** Everything that is wrong with the layers, all together; empty when they make a model. The lowest layer comes first. */
export function checkMetadata(layers: readonly Layer[], registries: MetadataRegistries): MetadataProblem[] {
  return checkMerged(mergeLayers(layers), registries)
}

/** The same for layers that are merged already. */
export function checkMerged(merged: MergedMetadata, registries: MetadataRegistries): MetadataProblem[] {
  const schemaCheck = checkSchemas(merged, schemaCheckerFor(registries.fieldTypes))
  return inFileOrder([...merged.problems, ...schemaCheck.problems, ...checkAcrossFiles(schemaCheck, registries)])
}

function checkAcrossFiles({ sound, broken }: SchemaCheck, registries: MetadataRegistries): MetadataProblem[] {
  const problems: MetadataProblem[] = []
  const model = buildModel({ files: sound }, registries.fieldTypes, 0)
  const scope: CheckScope = {
    model,
    sources: sourcesOf(sound),
    registries,
    broken,
    context: createFieldContext(model, { locale: 'en', timeZone: 'UTC', now: new Date(0) }),
    report: (file, { pointer, reason, nearest }) => problems.push({ ...file.locate(pointer), reason, nearest }),
  }
  checkFolders(scope, sound)
  for (const source of scope.sources.modules.values()) {
    const module = model.modules[source.key]
    if (module) for (const check of MODULE_CHECKS) check(scope, { source, model: module })
  }
  checkRelations(scope)
  checkApp(scope)
  return problems
}

/** Files as they come, and within a file from top to bottom. */
function inFileOrder(problems: MetadataProblem[]): MetadataProblem[] {
  const byFile = Map.groupBy(problems, (problem) => problem.file)
  return [...byFile.values()].flatMap((list) => list.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)))
}
