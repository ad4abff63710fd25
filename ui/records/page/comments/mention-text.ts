import { type Mention, mentionMark, plainText } from '../../../../engine/contract/mentions.ts'

/** What was typed, with a mark for every `@Name` of somebody who was chosen; the longest names first, so that none hides in another. */
export function withMarks(text: string, people: readonly Mention[]): string {
  const byLength = [...new Map(people.map((person) => [person.name, person])).values()].sort((a, b) => b.name.length - a.name.length)
  const names = byLength.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
  if (names.length === 0) return text
  const typed = new RegExp(`@(${names.join('|')})`, 'gu')
  return text.replace(typed, (whole, name: string) => {
    const person = byLength.find((one) => one.name === name)
    return person ? mentionMark(person) : whole
  })
}

/** The text as it is typed: names for marks. */
export function withoutMarks(text: string, people: readonly Mention[]): string {
  return plainText(text, new Map(people.map(({ id, name }) => [id, name])))
}
