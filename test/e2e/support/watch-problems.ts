import type { Page } from 'playwright-core'

/** What goes wrong in a page, beside what its test wants to go wrong. */
export interface PageProblems {
  /** What fits is no problem, from now on: `/^409 PATCH/` lets a conflict happen. */
  expect(wanted: RegExp): void
  /** What was noted since the last time. */
  take(): string[]
}

/** Notes errors of the console, of scripts, and requests that failed or were refused: `404 GET /api/records/…`. */
export function watchProblems(page: Page): PageProblems {
  const problems: string[] = []
  const wanted: RegExp[] = []
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // The browser repeats every refused request here; the answer below says more.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.request().method()} ${pathOf(response.url())}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // A page that is left drops what it still waited for.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${reason} ${request.method()} ${pathOf(request.url())}`)
  })
  return {
    expect: (pattern) => void wanted.push(pattern),
    take: () => problems.splice(0).filter((problem) => !wanted.some((pattern) => pattern.test(problem))),
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
