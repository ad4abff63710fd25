/** A number as people type it (`1,234.50`, full-width digits) -> as the API wants it (`1234.50`). What is no number stays as it is. */
export function readNumber(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  return isNumber(plain)
    ? plain
        .replace(/^\+/, '')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.$/, '')
    : text.trim()
}

/** Whether a text without grouping is a decimal number. */
export function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)
}
