const HAN = /\p{Script=Han}/u
const COLORS = ['#b4552d', '#3a6c92', '#7a5aa3', '#587f3a', '#9c3d77', '#2d7d7a', '#8a6a1f', '#5661ab'] as const

/** The letters that stand for a name: the first character of a Chinese name, else the first letters of the first and last word. */
export function initialsOf(name: string): string {
  const trimmed = name.trim()
  const first = [...trimmed][0] ?? ''
  if (HAN.test(first)) return first
  const words = trimmed.split(/[\s.@_-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) => (word ? [[...word][0] ?? ''] : []))
  return letters.join('').toUpperCase()
}

/** Always the same colour for the same name; white letters are readable on every one. */
export function colorOf(name: string): string {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 100_003
  return COLORS[sum % COLORS.length] ?? COLORS[0]
}
