import { joinPointer } from '../json/pointer.ts'
import { checkCondition } from './check-condition.ts'
import { checkPath } from './check-path.ts'
import type { CheckScope, ModuleScope } from './check-scope.ts'

/** Workflows: the fields whose change starts them, and their condition. What actions need is the actions' own affair. */
export function checkWorkflows(scope: CheckScope, { source, model }: ModuleScope): void {
  for (const file of source.workflows.values()) {
    const { on, when } = file.value
    on.changed?.forEach((path, index) => checkPath(scope, { file, pointer: joinPointer('/on/changed', index) }, { module: model, path }))
    if (when) checkCondition(scope, { file, pointer: '/when' }, { module: model, condition: when })
  }
}
