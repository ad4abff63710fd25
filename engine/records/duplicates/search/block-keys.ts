/** Names in scripts without spaces are cut into pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const MOST_KEYS = 8

/** Whether a text is in a script without spaces, at least in part. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text)
}

/**
 * Short keys under which a text is laid beside those that may be nearly the same: two texts that people would take for one share
 * a key almost always, two others seldom. Only within a key texts are compared one with another.
 */
export function blockKeys(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const keys = words.flatMap((word) => (UNSPACED.test(word) ? pairsOf(word) : [[...word].slice(0, 4).join('')]))
  // A slip in the first letters of one word is caught by the beginnings of its neighbours.
  const beginnings = words.map((word) => [...word].slice(0, 2).join(''))
  const neighbours = beginnings.slice(1).map((begin, index) => [beginnings[index] ?? '', begin].sort().join('+'))
  return [...new Set([...neighbours, ...keys])].slice(0, MOST_KEYS)
}

function pairsOf(word: string): string[] {
  const characters = [...word]
  if (characters.length < 2) return [word]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
