import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { checkRoutes } from './strict-routes.ts'
import { useStrictValidation } from './validation.ts'

function newServer() {
  const server = Fastify()
  useStrictValidation(server)
  checkRoutes(server)
  return server
}

it('a route that does not say who may use it does not boot', () => {
  expect(() => newServer().get('/api/open', () => 'x')).toThrow('The route GET /api/open does not declare who may use it.')
})

it('a route of a plugin that does not say who may use it does not boot either', async () => {
  const server = newServer()
  server.register(async (scope) => void scope.get('/open', () => 'x'), { prefix: '/api/plugins/p' })
  await expect(server.ready()).rejects.toThrow('The route GET /api/plugins/p/open does not declare who may use it.')
})

it('a route of the API that declares no query and no body takes none', async () => {
  const server = newServer()
  server.post('/api/things', { config: { access: 'public' } }, () => 'x')
  const post = async (url: string, payload?: object) => (await server.inject({ method: 'POST', url, payload })).statusCode
  expect([await post('/api/things'), await post('/api/things?a=1'), await post('/api/things', { a: 1 })]).toEqual([200, 400, 400])
})

it('every route is known with who may use it', () => {
  const server = newServer()
  server.get('/health', { config: { access: 'public' } }, () => 'x')
  expect(server.declaredRoutes.map(({ method, url, access }) => `${access} ${method} ${url}`)).toEqual(['public GET /health', 'public HEAD /health'])
})
