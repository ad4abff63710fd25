import type { ProfileLine } from '../../../engine/contract/access.ts'
import type { FieldRight, ModuleModel, RecordAction } from '../../../engine/contract/model.ts'

/** The columns of the matrix. */
export const ACTIONS: readonly RecordAction[] = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert']
const ALWAYS: ReadonlySet<RecordAction> = new Set(['read', 'create', 'update', 'delete'])

/** The actions that a module knows at all. */
export function actionsOf({ capabilities }: Pick<ModuleModel, 'capabilities'>): RecordAction[] {
  return ACTIONS.filter((action) => ALWAYS.has(action) || (capabilities as string[]).includes(action))
}

/** Gives or takes actions. Nothing can be done with records that cannot be seen: seeing comes with every other right, and goes last. */
export function withActions(line: ProfileLine, actions: readonly RecordAction[], on: boolean): ProfileLine {
  const chosen = new Set(line.actions)
  for (const action of actions) {
    if (on) chosen.add(action).add('read')
    else chosen.delete(action)
  }
  if (!on && actions.includes('read')) chosen.clear()
  return { ...line, actions: ACTIONS.filter((action) => chosen.has(action)) }
}

/** Sets the right to a field; fields open for writing are not named. */
export function withField(line: ProfileLine, field: string, right: FieldRight): ProfileLine {
  const { [field]: _before, ...others } = line.fields
  return { ...line, fields: right === 'write' ? others : { ...others, [field]: right } }
}

/** Whether two lines say the same. */
export function sameLine(one: ProfileLine, other: ProfileLine): boolean {
  return textOf(one) === textOf(other)
}

function textOf({ actions, fields, viewAll = false, modifyAll = false }: ProfileLine): string {
  const sorted = Object.entries(fields).sort(([left], [right]) => left.localeCompare(right))
  return JSON.stringify([ACTIONS.filter((action) => actions.includes(action)), sorted, viewAll, modifyAll])
}
