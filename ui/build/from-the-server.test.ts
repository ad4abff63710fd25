import { globSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { FROM_THE_SERVER } from './from-the-server.ts'

const fromTheServer = new RegExp(FROM_THE_SERVER)

it('addresses of the interface go to the application, also with dots in them', () => {
  for (const address of ['/api/records/accounts?limit=1', '/api/openapi.json', '/api/files/a.ts.pdf', '/api/events']) expect(address).toMatch(fromTheServer)
})

it('sources of the screens do not', () => {
  const sources = globSync('ui/api/**/*.ts', { cwd: path.join(import.meta.dirname, '../..') })
  expect(sources.length).toBeGreaterThan(10)
  for (const source of sources) {
    const address = source.replaceAll('\\', '/').replace('ui', '')
    expect(address).not.toMatch(fromTheServer)
    expect(`${address}?t=1712`).not.toMatch(fromTheServer)
  }
})
