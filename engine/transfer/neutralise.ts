/**
 * Keeps a spreadsheet from taking a text for a formula: a cell that begins, after white space and control characters,
 * with `=`, `+`, `-`, `@` gets an apostrophe in front. Plain numbers stay as they are.
 */
export function neutralise(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text
}

/** Takes the apostrophe away again that {@link neutralise} put: an exported file that is imported says what it said. */
export function restoreNeutralised(text: string): string {
  return text.startsWith("'") && neutralise(text.slice(1)) === text ? text.slice(1) : text
}
