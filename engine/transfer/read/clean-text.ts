/** The text of a cell as it can be stored: without NUL, halves of characters and the space around it. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim()
}
