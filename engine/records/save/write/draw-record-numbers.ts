import { raiseCounter } from '../../../storage/counters.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { isBlank, setValue } from '../../hooks-batch.ts'
import type { SaveItem } from '../save-request.ts'
import { drawTogether } from './draw-together.ts'

/**
 * Gives new records the next numbers of their module's series (`QUO-000123`). In a transaction the numbers belong to it, and the series
 * is locked until it ends. A save that opens its own draws just before: if each create held the series until its commit is on disk,
 * all creates of a module would go one after the other. No number is ever given twice; a save that fails leaves a gap.
 */
export async function drawRecordNumbers(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const { number, key } = call.module
  if (!number) return
  const { field, prefix, digits = 6, start = 1 } = number
  const counter = `number:${key}.${field}`

  const created = items.filter((item) => item.action === 'create')
  const brought = created.map((item) => numberIn(item.values[field], prefix))
  const highest = Math.max(0, ...brought)
  if (highest > 0) await raiseCounter(call.ctx.database, counter, highest)

  const numberless = created.filter((item) => isBlank(item.values[field]))
  if (numberless.length === 0) return
  const first = await drawTogether(call.ctx.database, { counter, count: numberless.length, start })
  numberless.forEach((item, index) => setValue(item, field, prefix + String(first + index).padStart(digits, '0')))
}

/** The number in a text of the same series; 0 for any other value. */
function numberIn(value: unknown, prefix: string): number {
  const digits = typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : ''
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0
}
