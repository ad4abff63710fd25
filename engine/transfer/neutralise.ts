/**
 * Keeps a spreadsheet from taking a text for a formula: a cell that begins, after white space and control characters,
 * with `=`, `+`, `-`, `@` gets an apostrophe in front. Plain numbers stay as they are.
 */
export function neutralise(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text
}
