import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { forbidden } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { replyWithError } from './error-reply.ts'
import { logRequests } from './request-log.ts'

const lines: Record<string, unknown>[] = []
let server: FastifyInstance

beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) })
  server = Fastify({ loggerInstance: log as FastifyBaseLogger, genReqId: newId, logController: new LogController({ disableRequestLogging: true }) })
  server.decorateRequest('recordContext', null)
  server.decorateRequest('identity', null)
  server.setErrorHandler(replyWithError)
  logRequests(server)
  const later = <T>(value: () => T) => new Promise<T>((resolve) => setTimeout(() => resolve(value()), 1_100))
  server.get('/fine', () => 'x')
  server.get('/refused', () => {
    throw forbidden()
  })
  server.get('/broken', () => {
    throw new Error('a stack is worth having')
  })
  server.get('/slow', () => later(() => 'x'))
  server.get('/download', (_request, reply) => later(() => reply.header('content-disposition', 'attachment').send('x')))
  await server.ready()
})
beforeEach(() => void lines.splice(0))
afterAll(() => server.close())

it('a request that was answered in time leaves no line', async () => {
  await server.inject('/fine?q=secret')
  expect(lines).toEqual([])
})

it('a request that was refused leaves one line, without what was asked for', async () => {
  const { headers } = await server.inject('/refused?q=secret')
  expect(lines).toMatchObject([
    { level: 30, id: headers['x-request-id'], method: 'GET', path: '/refused', status: 403, code: 'FORBIDDEN', msg: 'A request failed' },
  ])
  expect(JSON.stringify(lines)).not.toContain('secret')
})

it('an error of the server leaves one line with its stack, under the id that was answered', async () => {
  const answer = await server.inject('/broken')
  const err = { message: 'a stack is worth having', stack: expect.stringContaining('request-log.test.ts') }
  expect(lines).toMatchObject([{ level: 50, id: answer.json<{ id: string }>().id, status: 500, err }])
})

it('a slow request leaves one line; a download may take its time', async () => {
  await Promise.all([server.inject('/slow'), server.inject('/download')])
  expect(lines).toMatchObject([{ level: 40, path: '/slow', status: 200, msg: 'A request was slow' }])
  expect(lines[0]?.ms).toBeGreaterThan(1_000)
})
