/** Work that is looked for whenever somebody may have left some. */
export interface Drainer {
  /** Looks for work now; what looks already looks once more. */
  wake(): void
  /** Waits for what is in hand; nothing is begun any more. */
  stop(): Promise<void>
}

interface DrainerParts {
  /** Does what there is; says whether there may be more. Between two pieces it asks whether it should stop. */
  round(isStopping: () => boolean): Promise<boolean>
  /** The work could not even be looked for. */
  failed(error: unknown): void
}

/** One round at a time in this process, and never a wake that is lost between two of them. */
export function createDrainer({ round, failed }: DrainerParts): Drainer {
  let draining: Promise<void> | null = null
  let again = false
  let stopping = false

  const drain = async (): Promise<void> => {
    do {
      again = false
      const hasMore = await round(() => stopping)
      again ||= hasMore
    } while (again && !stopping)
  }
  return {
    wake() {
      again = true
      if (stopping || draining) return
      draining = drain()
        .catch(failed)
        .finally(() => {
          draining = null
        })
    },
    async stop() {
      stopping = true
      await draining
    },
  }
}
