import { restoreNeutralised } from '../neutralise.ts'

/** The text of a cell as it can be stored: without NUL, halves of characters and the space around it, nor the apostrophe that exports put before what looks like a formula. */
export function cleanText(text: string): string {
  return restoreNeutralised(text.replaceAll('\0', '').toWellFormed().trim())
}
