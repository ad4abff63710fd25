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
    duration: number
    requests: AutocannonRequest[]
    /** Seconds after which a request counts as lost. */
    timeout?: number
  }
  export interface AutocannonResult {
    '2xx': number
    non2xx: number
    errors: number
    /** Seconds. */
    duration: number
    /** Milliseconds. */
    latency: { average: number; p99: number; max: number }
  }
  export default function autocannon(options: AutocannonOptions): Promise<AutocannonResult>
}
