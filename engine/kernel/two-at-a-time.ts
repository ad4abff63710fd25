/**
 * Does the work for every item, two under way at a time: while the database writes one, this process prepares the other.
 * Begins no more after an error; throws the first one when nothing is under way any longer.
 */
export async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  const waiting = items[Symbol.iterator]()
  const lane = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all([lane(), lane()])
  if (failures.length > 0) throw failures[0]
}
