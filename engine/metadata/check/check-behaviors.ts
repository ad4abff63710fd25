import { joinPointer } from '../json/pointer.ts'
import { checkAgainst } from '../schema/schema-checker.ts'
import { unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

/** The behaviours that a module uses are known and understand their options. */
export function checkBehaviors(scope: CheckScope, { source }: ModuleScope): void {
  const { behaviors } = scope.registries
  if (!behaviors) return
  source.module.value.behaviors?.forEach(({ use, ...options }, index) => {
    const pointer = joinPointer('/behaviors', index)
    const behavior = behaviors.get(use)
    if (!behavior) return scope.report(source.module, { pointer: joinPointer(pointer, 'use'), ...unknown('behavior', use, behaviors.names()) })
    for (const fault of checkAgainst(behavior.options, options)) {
      scope.report(source.module, { pointer: pointer + fault.pointer, reason: fault.reason, nearest: fault.nearest })
    }
  })
}
