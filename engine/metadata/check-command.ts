import { registerFieldTypes } from '../fields/register.ts'
import type { FieldType } from '../fields/field-type.ts'
import { createRegistry } from '../kernel/registry.ts'
import { checkMetadata } from './check/check-metadata.ts'
import { loadLayer } from './layers/load-layer.ts'
import { loadSystemLayer } from './layers/system-layer.ts'
import { formatProblems } from './problem.ts'

/** `node engine/metadata/check-command.ts <folder>…`: checks folders as layers over the system layer, the lowest first. */
const roots = process.argv.slice(2)
const fieldTypes = createRegistry<FieldType>('field type')
registerFieldTypes(fieldTypes)
const layers = [await loadSystemLayer(), ...(await Promise.all(roots.map((root) => loadLayer({ name: root, root }))))]
const problems = checkMetadata(layers, { fieldTypes })
process.stdout.write(problems.length === 0 ? 'The metadata is sound.\n' : `${formatProblems(problems)}\n\n${problems.length} problems\n`)
process.exitCode = problems.length === 0 ? 0 : 1
