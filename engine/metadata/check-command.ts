import { join } from 'node:path'
import { checkSchemas } from './check/check-schemas.ts'
import { loadLayer } from './layers/load-layer.ts'
import { mergeLayers } from './layers/merge-layers.ts'
import { formatProblems } from './problem.ts'
import { createSchemaChecker } from './schema/schema-checker.ts'

const roots = process.argv.slice(2)
const layers = await Promise.all([
  loadLayer({ name: 'system', root: join(import.meta.dirname, 'system') }),
  ...roots.map((root) => loadLayer({ name: root, root })),
])
const merged = mergeLayers(layers)
const problems = [...merged.problems, ...checkSchemas(merged, createSchemaChecker()).problems]
process.stdout.write(problems.length === 0 ? 'The metadata is sound.\n' : `${formatProblems(problems)}\n\n${problems.length} problems\n`)
process.exitCode = problems.length === 0 ? 0 : 1
