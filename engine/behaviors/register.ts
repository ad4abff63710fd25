import { HOOK_POINTS, type Hooks } from '../kernel/hooks.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Behavior, BehaviorPoint } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { composeName } from './compose-name.ts'
import { statusFlow } from './status-flow.ts'
import { usernameFromName } from './username-from-name.ts'

const POINTS = HOOK_POINTS.filter((point): point is BehaviorPoint => point !== 'record.committed' && point !== 'record.reading')

/**
 * Adds the engine's behaviours to the registry, and one hook at each point that runs what a batch's module declares: a
 * behaviour that a plugin adds later works without further ado, and one that is taken away stops at once.
 */
export function registerBehaviors({ behaviors, hooks }: { behaviors: Registry<Behavior>; hooks: Hooks<RecordBatch> }): void {
  behaviors.add('compose-name', composeName)
  behaviors.add('status-flow', statusFlow)
  behaviors.add('username-from-name', usernameFromName)

  for (const point of POINTS) {
    hooks.on(point, { id: 'behaviors', order: 40 }, async (batch) => {
      for (const use of batch.module.behaviors) await behaviors.get(use.use)?.hooks[point]?.(batch, use)
    })
  }
}
