import { type Asker, type Channel } from './channels/channel.ts'

/** What a channel said to somebody, held against the model. */
export interface Verdict {
  /** What came through and must not, in words. */
  leaks: string[]
  /** What must come through and did not. */
  blocked: string[]
  /** How many single things were compared. */
  assertions: number
}

/** Asks by one channel and looks for every token of the world in the answer. */
export async function scan(channel: Channel, asker: Asker): Promise<Verdict> {
  const said = await channel.ask(asker)
  const verdict: Verdict = { leaks: [...(said.leaks ?? [])], blocked: [...(said.blocked ?? [])], assertions: said.asked ?? 0 }
  // Numbers are also written for people, with separators.
  const text = `${said.text}\n${said.text.replace(/(?<=\d),(?=\d{3})/g, '')}`
  for (const record of asker.records()) {
    for (const cell of record.cells) {
      const name = `${record.module}.${cell.field} of ${record.id} (${cell.token})`
      const isThere = text.includes(cell.token)
      const isAllowed = asker.maySee(record, cell)
      verdict.assertions += 1
      if (isThere && !isAllowed) verdict.leaks.push(name)
      if (!isThere && isAllowed && channel.shows?.({ record, cell, asker })) verdict.blocked.push(name)
    }
  }
  return verdict
}
