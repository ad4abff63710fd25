import { Worker } from 'node:worker_threads'
import type { FieldValue } from '../contract/api.ts'
import { badTemplate, templateTooLarge } from './errors.ts'
import type { RenderAnswer, RenderRequest, TemplateSource } from './render-message.ts'

const LONGEST_MS = 2_000
const START_MS = 10_000
const MEMORY_MB = 64

let worker: Worker | null = null
let lastId = 0
/** One after another: what a template takes is then its own. */
let queue: Promise<unknown> = Promise.resolve()

/**
 * Renders templates with data, in a thread of its own that has no more than 64 MB and two seconds. The data is copied as plain
 * JSON: nothing of this process can be reached. Throws BAD_TEMPLATE, TEMPLATE_TOO_LARGE.
 */
export function renderTemplates(sources: TemplateSource[], data: { [key: string]: FieldValue }): Promise<string[]> {
  const work = queue.then(() => renderNow({ id: (lastId += 1), sources, data: JSON.parse(JSON.stringify(data)) as unknown }))
  queue = work.catch(() => undefined)
  return work
}

async function renderNow(request: RenderRequest): Promise<string[]> {
  const answer = await ask(request)
  if (answer.tooLarge) throw templateTooLarge()
  if (answer.fault !== undefined) throw badTemplate({ params: { reason: answer.fault } })
  return answer.texts ?? []
}

function ask(request: RenderRequest): Promise<RenderAnswer> {
  const isNew = worker === null
  const thread = worker ?? startWorker()
  worker = thread
  return new Promise((done, fail) => {
    const onAnswer = (answer: RenderAnswer): void => {
      clear()
      done(answer)
    }
    const giveUp = (error: unknown): void => {
      clear()
      worker = null
      void thread.terminate()
      fail(error)
    }
    const onEnd = (): void => giveUp(templateTooLarge())
    const timer = setTimeout(onEnd, isNew ? START_MS : LONGEST_MS)
    const clear = (): void => {
      clearTimeout(timer)
      thread.off('message', onAnswer)
      thread.off('error', onEnd)
      thread.off('exit', onEnd)
    }
    thread.on('message', onAnswer)
    thread.on('error', onEnd)
    thread.on('exit', onEnd)
    thread.postMessage(request)
  })
}

function startWorker(): Worker {
  const thread = new Worker(new URL('./render-worker.ts', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
  })
  // One that is given up may still run out of memory before it has ended: nobody waits for its answer then, and an error that
  // nobody hears ends the process.
  thread.on('error', () => undefined)
  thread.unref()
  return thread
}
