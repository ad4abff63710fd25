/**
 * Text as it is stored: trimmed, NFC, without control characters that nobody can see.
 * `one`: line breaks and tabs become spaces. `many`: line breaks are `\n`.
 * null: the text holds NUL or half a surrogate pair, which no database keeps.
 */
export function cleanText(raw: string, lines: 'one' | 'many'): string | null {
  if (raw.includes('\0') || !raw.isWellFormed()) return null
  if (PLAIN.test(raw)) return raw.trim()
  const broken = raw.replace(LINE_BREAKS, '\n').replace(CONTROLS, '')
  return (lines === 'one' ? broken.replace(/[\n\t]+/g, ' ') : broken).normalize('NFC').trim()
}

/** How many characters people count: code points, so that an emoji is one and not two. */
export function codePoints(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit <= 0xdbff) count -= 1
  }
  return count
}

/** Nothing to do for most of what is imported. */
const PLAIN = /^[\x20-\x7e]*$/
/** Spreadsheets and mail programs put vertical tabs and form feeds where a line breaks within a paragraph. */
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const CONTROLS = /[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/g
