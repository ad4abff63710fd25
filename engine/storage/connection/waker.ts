/** Collects what is to be woken, so that a crowd of commits costs one notification. */
export interface Waker {
  wake(channel: string): void
  /** Wakes nobody any more. */
  close(): void
}

const COLLECT_MS = 10

export function createWaker(notify: (channel: string) => Promise<void>, report: (error: unknown, what: string) => void): Waker {
  const timers = new Map<string, NodeJS.Timeout>()

  const send = (channel: string): void => {
    timers.delete(channel)
    notify(channel).catch((error: unknown) => report(error, `Nobody could be woken by ${channel}.`))
  }
  return {
    wake(channel) {
      if (!timers.has(channel))
        timers.set(
          channel,
          setTimeout(() => send(channel), COLLECT_MS),
        )
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
