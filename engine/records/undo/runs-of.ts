import type { UndoEvent } from './undo-run.ts'

/** Cuts events into runs of neighbours that can be taken back together: one module, one kind, no record twice. */
export function runsOf(events: UndoEvent[]): UndoEvent[][] {
  const runs: UndoEvent[][] = []
  let records = new Set<string>()
  for (const event of events) {
    const run = runs.at(-1)
    const [first] = run ?? []
    if (run && first?.module === event.module && first.action === event.action && !records.has(event.record)) {
      run.push(event)
    } else {
      runs.push([event])
      records = new Set()
    }
    records.add(event.record)
  }
  return runs
}
