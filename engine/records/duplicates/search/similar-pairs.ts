import type { DuplicateRule } from '../../../contract/model.ts'
import { ALIKE } from '../find-candidates.ts'
import type { Pair } from './join-pairs.ts'
import { similarity, trigramsOf } from './trigrams.ts'

/** A record that lies under a key, with the texts of its similar fields, in the order of the rule. */
export interface Member {
  id: string
  texts: string[]
}

/** So many records are compared one with another; a larger block is cut into windows of neighbours in the order of their texts. */
const WINDOW = 120
const OVERLAP = 20
/** Others must get their turn, too. */
const WINDOWS_A_STEP = 20

/** Pairs within blocks whose similar fields are all alike enough; what lies in two different blocks is never compared. */
export async function similarPairs(input: { rule: DuplicateRule; index: number; blocks: Iterable<Member[]>; step(): Promise<void> }): Promise<Pair[]> {
  const best = new Map<string, Pair>()
  let windows = 0
  for (const block of input.blocks) {
    for (const window of windowsOf(block)) {
      for (const { one, other, score } of compare(window)) best.set(`${one} ${other}`, { one, other, score, rule: input.index })
      windows += 1
      if (windows % WINDOWS_A_STEP === 0) await input.step()
    }
  }
  return [...best.values()]
}

function windowsOf(block: Member[]): Member[][] {
  if (block.length < 2) return []
  if (block.length <= WINDOW) return [block]
  const sorted = [...block].sort((a, b) => ((a.texts[0] ?? '') < (b.texts[0] ?? '') ? -1 : 1))
  const windows: Member[][] = []
  for (let at = 0; at < sorted.length - OVERLAP; at += WINDOW - OVERLAP) windows.push(sorted.slice(at, at + WINDOW))
  return windows
}

function compare(window: Member[]): Omit<Pair, 'rule'>[] {
  const cut = window.map(({ id, texts }) => ({ id, trigrams: texts.map(trigramsOf) }))
  return cut.flatMap((one, at) =>
    cut.slice(at + 1).flatMap((other) => {
      const scores = one.trigrams.map((trigrams, index) => similarity(trigrams, other.trigrams[index] ?? new Set()))
      if (scores.some((score) => score < ALIKE)) return []
      const score = scores.reduce((sum, each) => sum + each, 0) / scores.length
      return one.id < other.id ? [{ one: one.id, other: other.id, score }] : [{ one: other.id, other: one.id, score }]
    }),
  )
}
