import { expect, it } from 'vitest'
import type { Answer, Call, TestApp } from './start-app.ts'

/** One call of the API and what must come of it. `{name}` in url, body, headers and expectations stands for what an earlier row kept. */
export interface ApiRow extends Call {
  /** The rule. */
  name: string
  status: number
  /** What the body has at least (as toMatchObject). */
  has?: unknown
  /** Texts that occur nowhere in the answer. */
  hasNot?: string[]
  /** Headers of the answer: the exact value, or what it must match. */
  gives?: Record<string, string | RegExp>
  /** Hooks that ran, in their order; unchecked if absent. */
  events?: string[]
  /** Names under which parts of the body are kept: `{ emma: 'records.0.id' }`; `@etag` keeps a header. */
  keep?: Record<string, string>
}

/** Runs the rows one after another, each as a test of its own: what is made in one is there for the next. */
export function testApi(app: () => TestApp, rows: ApiRow[], kept: Record<string, string> = {}): void {
  for (const row of rows) {
    it(row.name, async () => {
      const { as, method, url, body, file, headers } = filledIn(row, kept)
      app().takeEvents()
      const answer = await app().call({ as, method, url, body, file, headers })
      check(answer, filledIn(row, kept))
      if (row.events) expect(app().takeEvents()).toEqual(row.events)
      for (const [name, path] of Object.entries(row.keep ?? {})) kept[name] = String(partOf(answer, path))
    })
  }
}

function check(answer: Answer, row: ApiRow): void {
  expect({ status: answer.status, ...(answer.status !== row.status && { text: answer.text.slice(0, 2000) }) }).toEqual({ status: row.status })
  if (row.status >= 400 && row.method !== 'HEAD') expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  if (row.has !== undefined) expect(answer.body).toMatchObject(row.has as object)
  for (const text of row.hasNot ?? []) expect(answer.text).not.toContain(text)
  for (const [name, wanted] of Object.entries(row.gives ?? {})) {
    if (wanted instanceof RegExp) expect(String(answer.headers[name])).toMatch(wanted)
    else expect(answer.headers[name]).toBe(wanted)
  }
}

/** Puts what was kept into all texts of a value. */
function filledIn<T>(value: T, kept: Record<string, string>): T {
  if (typeof value === 'string') return value.replace(/\{(\w+)\}/g, (whole, name: string) => kept[name] ?? whole) as T
  if (Array.isArray(value)) return value.map((part: unknown) => filledIn(part, kept)) as T
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [filledIn(key, kept), filledIn(part, kept)])) as T
}

function partOf(answer: Answer, path: string): unknown {
  if (path.startsWith('@')) return answer.headers[path.slice(1)]
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], answer.body)
}
