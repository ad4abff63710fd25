import { Socket } from 'node:net'

type Done = (error?: Error | null) => void

/**
 * A socket that sends in one piece whatever is written in one turn of the event loop: statements that travel together (a begin and the
 * first statement, the last one and the commit) cost one call into the system, and wake the database once.
 */
export class TurnSocket extends Socket {
  #isHeld = false

  override write(chunk: string | Uint8Array, how?: BufferEncoding | Done, done?: Done): boolean {
    this.#hold()
    return typeof how === 'string' ? super.write(chunk, how, done) : super.write(chunk, how)
  }

  #hold(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.cork()
    process.nextTick(() => {
      this.#isHeld = false
      this.uncork()
    })
  }
}
