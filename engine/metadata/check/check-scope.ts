import type { FieldModel, Model, ModuleModel } from '../../contract/model.ts'
import type { FieldContext, FieldType, JsonSchema } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import type { ModuleSource, SourceFile, Sources } from '../layers/sources.ts'
import { nearestName } from '../nearest-name.ts'

/** What a behaviour tells the metadata of itself. */
export interface BehaviorDeclaration {
  /** JSON Schema of the options that stand beside `use`. What is a `common.schema.json#/definitions/key` there names a field of the module. */
  options: JsonSchema
}

/** What the metadata is checked against besides itself. Absent registries are not checked: a tool may not know the plugins. */
export interface MetadataRegistries {
  fieldTypes: Registry<FieldType>
  behaviors?: Registry<BehaviorDeclaration>
}

/** What every check across files sees. */
export interface CheckScope {
  model: Model
  sources: Sources
  registries: MetadataRegistries
  /** For parsing values: English, UTC. */
  context: FieldContext
  /** Paths and `path#key` that the schemas refused: whoever names them is not to blame. */
  broken: ReadonlySet<string>
  report(file: SourceFile<unknown>, fault: Fault): void
}

export interface Fault {
  pointer: string
  reason: string
  nearest?: string
}

/** One module with what the checks of its files need. */
export interface ModuleScope {
  source: ModuleSource
  model: ModuleModel
}

/** A field of a module by key; `broken` when its own definition is at fault and was reported already. */
export function fieldOf(scope: CheckScope, module: ModuleModel, key: string): FieldModel | 'broken' | undefined {
  const field = module.fields.find((one) => one.key === key)
  if (field) return field
  const path = `modules/${module.key}/fields.json`
  return scope.broken.has(path) || scope.broken.has(`${path}#${key}`) ? 'broken' : undefined
}

/** Whether the name of a module means something, if only a module whose files are at fault. */
export function isModule(scope: CheckScope, key: string): boolean {
  return Object.hasOwn(scope.model.modules, key) || scope.broken.has(`modules/${key}/module.json`)
}

/** "There is no … named …", with the nearest. */
export function unknown(kind: string, name: string, names: readonly string[]): Omit<Fault, 'pointer'> {
  return { reason: `There is no ${kind} "${name}".`, nearest: nearestName(name, names) }
}

/** Reports unless the name is one of `names`, or is the name of an item that is broken itself. */
export function requireName(
  scope: CheckScope,
  at: { file: SourceFile<unknown>; pointer: string },
  wanted: { kind: string; name: string; names: readonly string[]; declaredIn: string },
): void {
  const { kind, name, names, declaredIn } = wanted
  if (names.includes(name) || scope.broken.has(declaredIn) || scope.broken.has(`${declaredIn}#${name}`)) return
  scope.report(at.file, { pointer: at.pointer, ...unknown(kind, name, names) })
}
