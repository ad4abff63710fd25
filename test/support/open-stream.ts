import type { LiveEvent } from '../../engine/contract/api.ts'
import type { TestApp } from './start-app.ts'
import { until } from './until.ts'

/** A stream of live events as a client reads it. */
export interface TestStream {
  /** What came so far, without the greeting. */
  events: LiveEvent[]
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
  /** The first event that fits; fails where none comes. */
  next(fits: (event: LiveEvent) => boolean): Promise<LiveEvent>
  close(): void
}

/** Opens the stream of a user over the network; resolves when the greeting is there. */
export async function openStream(app: TestApp, as: string, address = app.app.address): Promise<TestStream> {
  const abort = new AbortController()
  const answer = await fetch(`${address}/api/events`, { headers: { cookie: await app.cookieOf(as), accept: 'text/event-stream' }, signal: abort.signal })
  if (answer.status !== 200 || !answer.body) throw new Error(`The stream answers ${answer.status}.`)

  const events: LiveEvent[] = []
  const greeted = Promise.withResolvers<void>()
  const ended = readBlocks(answer.body, (name, data) => {
    if (name === 'hello') greeted.resolve()
    else events.push(JSON.parse(data) as LiveEvent)
  })
  await greeted.promise
  return {
    events,
    ended,
    close: () => abort.abort(),
    async next(fits) {
      await until(() => events.some(fits)).catch(() => undefined)
      const found = events.find(fits)
      if (found) return found
      throw new Error(`No such event came, but ${JSON.stringify(events)}`)
    },
  }
}

async function readBlocks(body: ReadableStream<Uint8Array>, take: (name: string, data: string) => void): Promise<void> {
  let text = ''
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  // A read that fails is the client that let go.
  for (let part = await reader.read(); !part.done; part = await reader.read().catch(() => ({ done: true, value: undefined }) as const)) {
    const blocks = (text + part.value).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) takeBlock(block, take)
  }
}

function takeBlock(block: string, take: (name: string, data: string) => void): void {
  const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
  if (name && data) take(name, data)
}
