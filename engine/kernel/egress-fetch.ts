import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { LookupFunction } from 'node:net'

const LONGEST_MS = 15_000
const LARGEST_BYTES = 5 * 1024 * 1024
const WITHOUT_BODY = new Set([101, 204, 205, 304])

/** Sends one request with a look-up of its own. Redirects are answers like others. Throws what the connection fails with. */
export async function egressFetch(url: URL, init: RequestInit, lookup: LookupFunction): Promise<Response> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError('Only http and https addresses can be fetched.')
  const body = init.body === undefined || init.body === null ? null : Buffer.from(await new Response(init.body).arrayBuffer())
  const message = await send({ url, init, lookup, body })
  const content = await readAll(message)
  return new Response(WITHOUT_BODY.has(message.statusCode ?? 0) ? null : new Uint8Array(content), {
    status: message.statusCode ?? 502,
    headers: headersOf(message),
  })
}

interface Sending {
  url: URL
  init: RequestInit
  lookup: LookupFunction
  body: Buffer | null
}

function send({ url, init, lookup, body }: Sending): Promise<IncomingMessage> {
  const headers: Record<string, string> = Object.fromEntries(new Headers(init.headers))
  if (init.body instanceof URLSearchParams) headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8'
  if (body) headers['content-length'] = String(body.byteLength)
  const signal = AbortSignal.any([AbortSignal.timeout(LONGEST_MS), ...(init.signal ? [init.signal] : [])])
  const options = { method: init.method ?? 'GET', headers, lookup, signal, agent: false } as const
  return new Promise((done, fail) => {
    const request = url.protocol === 'https:' ? secureRequest(url, options) : plainRequest(url, options)
    request.once('response', done)
    request.once('error', fail)
    request.end(body ?? undefined)
  })
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > LARGEST_BYTES) throw new RangeError('The answer is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf(message: IncomingMessage): [string, string][] {
  return Object.entries(message.headers).flatMap(([name, value]) => [value ?? []].flat().map((text): [string, string] => [name, text]))
}
