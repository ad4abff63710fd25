import { Client } from 'pg'
import { connectionConfig } from './config.ts'

/** One connection outside of the pool, for statements that may not run in a transaction. It goes with the process. */
export interface Session {
  /** Runs DDL text as it is. */
  run(text: string): Promise<void>
  rows<Row>(text: string, values: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** Opens a connection without time limits. */
export async function openSession(url: string, applicationName: string): Promise<Session> {
  const client = new Client(connectionConfig(url, applicationName))
  client.on('error', () => undefined)
  await client.connect()
  await client.query('set statement_timeout = 0; set lock_timeout = 0')
  return {
    run: async (text) => void (await client.query(text)),
    rows: async <Row>(text: string, values: unknown[]) => (await client.query(text, values)).rows as Row[],
    close: () => client.end(),
  }
}
