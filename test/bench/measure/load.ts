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

export interface Load {
  connections: number
  seconds: number
}

/** What a round of load came to. */
export interface Round {
  /** Answered requests a second. */
  throughput: number
  /** Milliseconds. */
  longest: number
  failed: number
}

/** Puts one server under load for a while. */
export async function putUnderLoad(side: Side, { connections, seconds }: Load): Promise<Round> {
  const result = await autocannon({
    url: side.url,
    connections,
    duration: seconds,
    timeout: 60,
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
  return { throughput: result['2xx'] / result.duration, longest: result.latency.max, failed: result.non2xx + result.errors }
}
