import type { ProblemDocument } from '../../engine/contract/api.ts'
import { takeFirst } from './first-requests.ts'
import { ProblemError } from './problem-error.ts'
import { sendWithProgress } from './send-with-progress.ts'

export type QueryValue = string | number | boolean | null | undefined

export interface RequestOptions {
  /** Left out where undefined, null or ''. */
  query?: Record<string, QueryValue>
  /** Sent as JSON; a FormData as it is. */
  body?: unknown
  /** The version of the record that was seen. */
  version?: number
  idempotencyKey?: string
  etag?: string
  signal?: AbortSignal
  /** Arrives also when the page goes away. Browsers send no more than 64 kB so. */
  keepalive?: boolean
  /** For a FormData: how many of its bytes are under way. */
  onSent?(sent: number, total: number): void
}

export interface Answer<T> {
  status: number
  /** null for an answer without a body (204, 304). */
  data: T | null
  etag: string | null
}

/** Sends a request to the same origin (which is what guards against forgery) and gives the body. Throws ProblemError. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  // Calls without a body are typed as void by their callers.
  return (await requestAnswer<T>(method, path, options)).data as T
}

/** The same with status and ETag; 304 is an answer, not an error. */
export async function requestAnswer<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const response = await send(method, path, options)
  if (response.ok || response.status === 304) {
    const text = response.status === 304 ? '' : await response.text()
    return { status: response.status, data: text === '' ? null : (JSON.parse(text) as T), etag: response.headers.get('etag') }
  }
  if (response.status === 401) signedOut()
  throw new ProblemError(await documentOf(response))
}

/** The address of a call with its query. */
export function addressOf(path: string, query: Record<string, QueryValue> = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? path : `${path}?${text}`
}

/** A path with its parts encoded: path`/api/records/${module}/${id}`. */
export function path(texts: TemplateStringsArray, ...parts: string[]): string {
  return texts.reduce((whole, text, index) => whole + text + (index < parts.length ? encodeURIComponent(parts[index] ?? '') : ''), '')
}

const edge: { locale: string; onSignedOut: () => void } = { locale: 'en', onSignedOut: () => {} }

/** The language in which the server words its problems. */
export function speak(locale: string): void {
  edge.locale = locale
}

/** What happens when an answer says that nobody is signed in. */
export function onSignedOut(listener: () => void): void {
  edge.onSignedOut = listener
}

function signedOut(): void {
  edge.onSignedOut()
}

async function send(method: string, address: string, options: RequestOptions): Promise<Response> {
  const { body, signal, keepalive, onSent } = options
  const headers = headersOf(options)
  const target = addressOf(address, options.query)
  try {
    if (body instanceof FormData && onSent) return await sendWithProgress(method, target, { headers, body, signal, onSent })
    return await (takeFirst(method, target) ?? fetch(target, { method, headers, body: bodyOf(body), signal, keepalive, credentials: 'same-origin' }))
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ProblemError({ type: 'about:blank', title: 'The server cannot be reached.', status: 0, code: 'UNREACHABLE' })
  }
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ accept: 'application/json', 'accept-language': edge.locale })
  if (options.body !== undefined && !(options.body instanceof FormData)) headers.set('content-type', 'application/json')
  if (options.version !== undefined) headers.set('if-match', `"${options.version}"`)
  if (options.etag !== undefined) headers.set('if-none-match', options.etag)
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey)
  return headers
}

function bodyOf(body: unknown): FormData | string | undefined {
  if (body === undefined || body instanceof FormData) return body
  return JSON.stringify(body)
}

async function documentOf(response: Response): Promise<ProblemDocument> {
  const fallback = {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: response.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL',
  }
  try {
    const document = (await response.json()) as Partial<ProblemDocument> | null
    return { ...fallback, ...document }
  } catch {
    return fallback
  }
}
