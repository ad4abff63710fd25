/** PostgreSQL cuts longer names off without an error. */
export const MAX_IDENTIFIER_BYTES = 63

export function byteLength(name: string): number {
  return Buffer.byteLength(name, 'utf8')
}
