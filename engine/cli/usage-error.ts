/** Something in the words of a command; shown without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
