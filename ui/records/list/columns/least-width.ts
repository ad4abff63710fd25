const PADDING = 24
/** A pill's own padding and its dot. */
const PILL = 28
const LETTER_SIZE = 12
const LATIN_SHARE = 0.56
/** One long word among many must not take the room of the others. */
const MOST_FOR_HEAD = 150
const MOST_FOR_CHOICES = 176

/** How narrow a column may become before its head or its choices are cut, in pixels: an estimate, for nothing is drawn yet. */
export function leastWidth({ label, least = 0, choices }: { label: string; least?: number; choices: string[] }): number {
  const head = Math.min(MOST_FOR_HEAD, textWidth(label) + PADDING)
  const longest = Math.max(0, ...choices.map(textWidth))
  return Math.max(least, head, longest > 0 ? Math.min(MOST_FOR_CHOICES, longest + PILL + PADDING) : 0)
}

function textWidth(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return Math.ceil(LETTER_SIZE * (han + (text.length - han) * LATIN_SHARE))
}
