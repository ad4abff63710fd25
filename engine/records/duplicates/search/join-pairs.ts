import type { FoundGroup } from '../../../storage/duplicates/found-groups.ts'

/** Two records that a rule takes for one. */
export interface Pair {
  one: string
  other: string
  rule: number
  score: number
}

/** The most records of one group that are told. */
const LARGEST = 50

/** How a pair is called, whichever way round it is given. */
export function pairName(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/**
 * Groups of records that hang together by pairs, the surest and the largest first. A group is as sure as the weakest pair that holds it
 * together, and goes by the rule of its surest one. Pairs that people have dismissed hold nothing together.
 */
export function joinPairs(pairs: Pair[], dismissed: ReadonlySet<string>): FoundGroup[] {
  const above = new Map<string, string>()
  const groups = new Map<string, FoundGroup>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next
    for (let at = id; at !== root; ) {
      const next = above.get(at) ?? root
      above.set(at, root)
      at = next
    }
    return root
  }
  const groupOf = (root: string, pair: Pair): FoundGroup => groups.get(root) ?? { rule: pair.rule, score: pair.score, records: [root] }

  for (const pair of [...pairs].sort((a, b) => b.score - a.score || a.rule - b.rule)) {
    if (dismissed.has(pairName(pair.one, pair.other))) continue
    const [root, under] = [rootOf(pair.one), rootOf(pair.other)]
    if (root === under) continue
    const [upper, lower] = [groupOf(root, pair), groupOf(under, pair)]
    const [larger, smaller] = upper.records.length >= lower.records.length ? [upper, lower] : [lower, upper]
    const [stays, goes] = larger === upper ? [root, under] : [under, root]
    above.set(goes, stays)
    groups.delete(goes)
    // Into the larger one: each record moves a few times at most, however many hang together.
    for (const record of smaller.records) larger.records.push(record)
    groups.set(stays, {
      rule: upper.score >= lower.score ? upper.rule : lower.rule,
      score: Math.min(upper.score, lower.score, pair.score),
      records: larger.records,
    })
  }
  return [...groups.values()]
    .map(({ records, ...group }) => ({ ...group, records: records.sort().slice(0, LARGEST) }))
    .sort((a, b) => b.score - a.score || b.records.length - a.records.length || String(a.records[0]).localeCompare(String(b.records[0])))
}
