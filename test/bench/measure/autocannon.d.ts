declare module 'autocannon' {
  export interface AutocannonRequest {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
    setupRequest?(request: AutocannonRequest): AutocannonRequest
    onResponse?(status: number, body: string): void
  }
  export interface AutocannonOptions {
    url: string
    connections: number
    /** Seconds. */
    duration?: number
    /** Requests that are sent instead of those of some seconds, each of them waited for. */
    amount?: number
    /** Milliseconds between two looks at whether the run is over; 1,000 if absent. */
    sampleInt?: number
    requests: AutocannonRequest[]
    /** Seconds after which a request counts as lost. */
    timeout?: number
  }
  export interface AutocannonResult {
    '2xx': number
    non2xx: number
    errors: number
    start: Date
    finish: Date
    /** Milliseconds. */
    latency: { average: number; p99: number; max: number }
  }
  export default function autocannon(options: AutocannonOptions): Promise<AutocannonResult>
}
