/** What every start asks for, whoever is signed in. */
const FIRST = ['/api/me', '/api/metadata', '/api/preferences/ui']
const headers = { accept: 'application/json' }
const answers = new Map<string, Promise<Response>>()

/** Sends the requests of a start while the application itself is still being fetched and read. */
export function askFirst(): void {
  for (const address of FIRST) {
    const answer = fetch(address, { headers, credentials: 'same-origin' })
    // Who asks for it hears of its failure.
    answer.catch(() => {})
    answers.set(address, answer)
  }
}

/** The answer to a request that was sent ahead; only once, and nothing for any other. */
export function takeFirst(method: string, address: string): Promise<Response> | undefined {
  const answer = method === 'GET' ? answers.get(address) : undefined
  answers.delete(address)
  return answer
}
