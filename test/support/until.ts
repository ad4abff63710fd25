import { setTimeout as sleep } from 'node:timers/promises'

/** Machines that test are busy: only what never happens fails. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 25

/** Waits until a question is answered with yes. Throws, with what was waited for, where it never is. */
export async function until(question: () => boolean | Promise<boolean>, what = 'it did not come true'): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(PAUSE_MS)) {
    if (await question()) return
  }
  throw new Error(`Waited in vain: ${what}`)
}
