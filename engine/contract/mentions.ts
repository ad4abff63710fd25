/** Somebody who is named in a text. */
export interface Mention {
  id: string
  name: string
}

export type TextPart = { text: string } | { mention: Mention } | { link: string }

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** `@[the name when it was written](id)`: the id counts, the name is what is left when nobody has it any more. */
const MARK = `@\\[([^\\]\\n]{1,200})\\]\\((${ID})\\)`
const LINK = 'https?://[^\\s<>"]{1,2000}[^\\s<>".,;:!?)\\]。，；：！？）]'
const PARTS = new RegExp(`${MARK}|(${LINK})`, 'gu')

/** The mark that stands in a text for a user or group. */
export function mentionMark({ id, name }: Mention): string {
  return `@[${name.replace(/[\]\n]/gu, ' ').slice(0, 200)}](${id})`
}

/** The ids of everybody who is mentioned, each once, in the order of the text. */
export function mentionedIds(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(new RegExp(MARK, 'gu')), ([, , id = '']) => id))]
}

/** The text as people read it: names for marks. `names`: those of now, by id. */
export function plainText(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return text.replace(new RegExp(MARK, 'gu'), (_mark, name: string, id: string) => `@${names.get(id) ?? name}`)
}

/** The text cut into plain parts, mentions and links. */
export function partsOfText(text: string, names: ReadonlyMap<string, string> = new Map()): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(PARTS)) {
    const [whole, name, id, link] = match
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push(link === undefined ? { mention: { id: id ?? '', name: names.get(id ?? '') ?? name ?? '' } } : { link })
    end = match.index + whole.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
