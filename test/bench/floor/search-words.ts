/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean)
}

/** The pairs of characters of a word as tsquery: what a record that holds the word has. */
export function pairsOf(word: string): string {
  const characters = [...word]
  return characters
    .slice(0, -1)
    .map((character, index) => `'${(character + (characters[index + 1] ?? '')).replace(/['\\]/g, '$&$&')}'`)
    .join(' & ')
}

export function patternOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}

/** The terms of the search index: pairs, and the last character of each word. */
export function termsOf(texts: string[]): string[] {
  return [...new Set(texts.flatMap(wordsOf).flatMap((word) => [...word].map((character, index, all) => character + (all[index + 1] ?? ' '))))]
}
