import type { Capability, ModuleModel } from '../../contract/model.ts'

const USUAL: Capability[] = ['comments', 'activities', 'documents', 'tags', 'history', 'recycleBin', 'import', 'export', 'merge', 'quickCreate', 'api']

/** What a module can do when module.json does not say: everything that needs no set-up of its own. */
export function defaultCapabilities(module: Pick<ModuleModel, 'statusField' | 'calendar' | 'system'>): Capability[] {
  return [...USUAL, ...(module.statusField ? ['kanban' as const] : []), ...(module.calendar ? ['calendar' as const] : [])]
}
