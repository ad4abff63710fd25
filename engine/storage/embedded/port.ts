import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range from which systems take the ports of outgoing connections, which would make a kept port unreliable. */
const FIRST = 20_000
const LAST = 29_999

/** The preferred port where nobody listens on it, else a free one. */
export async function findFreePort(preferred?: number): Promise<number> {
  let port = preferred ?? randomInt(FIRST, LAST)
  while (!(await isFree(port))) port = randomInt(FIRST, LAST)
  return port
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
