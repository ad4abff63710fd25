import autocannon from 'autocannon'

/** A request as a case makes it. */
export interface BenchRequest {
  method?: 'GET' | 'POST' | 'PATCH'
  path: string
  body?: object
}

/** One of the two servers under load. */
export interface Side {
  url: string
  headers: Record<string, string>
  next(): BenchRequest
  /** Is told every answer, for requests that build on earlier ones. */
  answered?(body: string): void
}

/** What a round of load came to. */
export interface Round {
  /** Seconds. */
  took: number
  /** Answered requests a second. */
  throughput: number
  /** Milliseconds. */
  longest: number
  failed: number
}

/** How long a load lasts: some seconds, after which what is on its way is cut off, or until so many requests are answered. */
export type Extent = { seconds: number } | { requests: number }

/** Milliseconds between two looks at whether a round is over. */
const LOOK_EVERY = 10

/** Puts one server under load. There must be as many requests as connections. */
export async function putUnderLoad(side: Side, { connections, ...extent }: Extent & { connections: number }): Promise<Round> {
  const result = await autocannon({
    url: side.url,
    connections,
    ...('requests' in extent ? { amount: extent.requests } : { duration: extent.seconds }),
    timeout: 60,
    sampleInt: LOOK_EVERY,
    requests: [
      {
        setupRequest: (request) => {
          const { method = 'GET', path, body } = side.next()
          const headers = body ? { ...side.headers, 'content-type': 'application/json' } : side.headers
          return { ...request, method, path, headers, ...(body && { body: JSON.stringify(body) }) }
        },
        onResponse: (status, body) => {
          if (status < 300) side.answered?.(body)
        },
      },
    ],
  })
  const took = (result.finish.getTime() - result.start.getTime()) / 1000
  return { took, throughput: result['2xx'] / took, longest: result.latency.max, failed: result.non2xx + result.errors }
}
