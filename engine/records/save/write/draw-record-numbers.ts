import { drawNumbers, raiseCounter } from '../../../storage/counters.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { isBlank, setValue } from '../../hooks-batch.ts'
import type { SaveItem } from '../save-request.ts'

/** Gives new records the next numbers of their module's series (`QUO-000123`). The counter stays locked until the commit: call it late. */
export async function drawRecordNumbers(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const { number, key } = call.module
  if (!number) return
  const { field, prefix, digits = 6, start = 1 } = number
  const counter = `number:${key}.${field}`

  const brought = items.filter((item) => !isBlank(item.values[field])).map((item) => numberIn(String(item.values[field]), prefix))
  const highest = Math.max(0, ...brought)
  if (highest > 0) await raiseCounter(call.ctx.database, counter, highest)

  const numberless = items.filter((item) => item.action === 'create' && isBlank(item.values[field]))
  if (numberless.length === 0) return
  const first = await drawNumbers(call.ctx.database, { key: counter, count: numberless.length, start })
  numberless.forEach((item, index) => setValue(item, field, prefix + String(first + index).padStart(digits, '0')))
}

/** The number in a text of the same series; 0 for any other text. */
function numberIn(text: string, prefix: string): number {
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : ''
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0
}
