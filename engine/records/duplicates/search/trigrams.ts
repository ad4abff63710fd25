/**
 * The three-letter pieces of a text, as pg_trgm cuts it: word by word, padded with two blanks before and one behind. Done here, since
 * the database's own knows no Chinese letters where it runs in the C locale.
 */
export function trigramsOf(text: string): Set<string> {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const pieces = new Set<string>()
  for (const word of words) {
    const letters = ['', '', ...word, '']
    for (let at = 0; at + 2 < letters.length; at += 1) pieces.add(letters.slice(at, at + 3).join('\u0000'))
  }
  return pieces
}

/** How many of the pieces of both are the same: 0 for none, 1 for all. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [smaller, larger] = one.size < other.size ? [one, other] : [other, one]
  let shared = 0
  for (const piece of smaller) if (larger.has(piece)) shared += 1
  const all = one.size + other.size - shared
  return all === 0 ? 0 : shared / all
}
