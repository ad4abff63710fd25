import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../kernel/errors.ts'
import { replyWithError } from './error-reply.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The page was sent, or could not be. */
    triedPage: boolean
  }
}

const open = { config: { access: 'public' } } as const

/** Serves the built screens; every path that is neither the API nor a file is the application's own and gets its page. */
export async function serveUi(server: FastifyInstance, folder: string): Promise<void> {
  server.decorateRequest('triedPage', false)
  const built = existsSync(join(folder, 'index.html'))
  if (built) await serveFiles(server, folder)

  server.setNotFoundHandler((request, reply) => {
    // A file that cannot be sent comes here again: the page itself may be gone while it is being built anew.
    if (!built || !isPage(request) || request.triedPage) return replyWithError(notFound(), request, reply)
    request.triedPage = true
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}

/** Neither the API nor a file. */
function isPage({ method, url }: FastifyRequest): boolean {
  return method === 'GET' && !/^\/(api|assets)([/?]|$)/.test(url) && !/\.\w{1,8}(\?|$)/.test(url)
}

async function serveFiles(server: FastifyInstance, folder: string): Promise<void> {
  // The build lays compressed files beside the large ones: `app.js.gz`.
  await server.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, dotfiles: 'ignore', preCompressed: true })

  // The names in assets/ carry a hash of their content.
  server.get<{ Params: { '*': string } }>('/assets/*', open, (request, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(join('assets', request.params['*'])),
  )

  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) server.get(`/${entry.name}`, open, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile(entry.name))
  }
}
