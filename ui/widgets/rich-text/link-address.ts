/** What was typed as the address of a link; null for none, and for schemes that do not lead to a page, a mail or a call. */
export function linkAddress(text: string): string | null {
  const address = text.trim()
  if (address === '') return null
  if (/^(https?:\/\/|mailto:|tel:)/i.test(address)) return address
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address)) return `mailto:${address}`
  return /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^/:]+:\d/.test(address) ? null : `https://${address}`
}
