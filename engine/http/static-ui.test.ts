import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRoutes } from './strict-routes.ts'
import { serveUi } from './static-ui.ts'

const folder = mkdtempSync(join(tmpdir(), 'mortise-ui-'))
const ui = join(folder, 'ui')
let server: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(ui, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'a secret')
  writeFileSync(join(ui, 'index.html'), '<!doctype html><title>Mortise</title>')
  writeFileSync(join(ui, 'assets', 'app-1a2b.js'), 'let a')
  writeFileSync(join(ui, 'assets', 'large-3c4d.js'), 'let large')
  writeFileSync(join(ui, 'assets', 'large-3c4d.js.gz'), gzipSync('let large'))
  writeFileSync(join(ui, 'assets', '.hidden'), 'a secret')
  server = Fastify()
  server.decorateRequest('recordContext', null)
  server.decorateRequest('failure', null)
  checkRoutes(server)
  await serveUi(server, ui)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string) => server.inject({ url })

describe('the screens', () => {
  it('are answered to every path that is no file and not the API', async () => {
    for (const url of ['/', '/books', '/books/1?tab=history']) expect((await get(url)).payload).toContain('<title>Mortise')
  })

  it('have files that browsers keep for ever, and a page that they ask for each time', async () => {
    expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/')).headers['cache-control']).toBe('no-cache')
  })

  it('come compressed where the build has compressed them, to whom can read that', async () => {
    const url = '/assets/large-3c4d.js'
    const compressed = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    expect([compressed.headers['content-encoding'], compressed.headers['content-type']]).toEqual(['gzip', expect.stringContaining('javascript')])
    expect(gunzipSync(compressed.rawPayload).toString()).toBe('let large')
    expect((await get(url)).payload).toBe('let large')
    expect((await server.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'gzip' } })).payload).toBe('let a')
  })

  it.each(['/api/nothing', '/api', '/favicon.png', '/assets/none.js', '/assets/'])('are not the answer to %s', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, expect.stringMatching(/problem\+json/)])
  })
})

describe('nothing outside of the folder is served', () => {
  const paths = [
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '..\\secret.txt',
    '..%5csecret.txt',
    '....//secret.txt',
    '%252e%252e%252fsecret.txt',
    '.hidden',
    '%00',
    '../../secret.txt%00.js',
  ]
  it.each(paths.flatMap((path) => [`/${path}`, `/assets/${path}`, `/assets/../${path}`, `/assets/..%2f${path}`]))('%s', async (url) => {
    expect((await get(url)).payload).not.toContain('a secret')
  })

  it('not the folder of the API either', async () => {
    expect((await get('/api?x=1')).statusCode).toBe(404)
  })

  it('no list of files either', async () => {
    expect((await get('/assets')).payload).not.toContain('app-1a2b')
  })
})

it('a page that is gone is a clear answer', async () => {
  rmSync(join(ui, 'index.html'))
  expect((await get('/books')).statusCode).toBe(404)
})
