import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { contextOf } from '../call.ts'

const ASSETS = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')), 'static')

/** What the page needs of Swagger UI; nothing else of the folder is served. */
const FILES: Record<string, string> = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript', 'favicon-32x32.png': 'image/png' }

const pageIn = (locale: string): string => `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><title>Mortise API</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`

/** Scripts are files of our own: the policy allows none inside the page. Calls that are tried go out with the session of the user. */
const START = `window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', filter: true, tryItOutEnabled: true, displayRequestDuration: true, defaultModelsExpandDepth: -1, validatorUrl: null })`

const user = { config: { access: 'user' } } as const

/** A page on which the API of this installation can be read and tried. */
export function docsRoutes(server: FastifyInstance): void {
  server.get('/api/docs', user, (request, reply) => reply.type('text/html; charset=utf-8').send(pageIn(contextOf(request).actor.locale)))
  server.get('/api/docs/start.js', user, (_request, reply) => reply.type('text/javascript').send(START))
  for (const [name, type] of Object.entries(FILES)) {
    server.get(`/api/docs/${name}`, user, (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'private, max-age=86400')
        .send(createReadStream(join(ASSETS, name))),
    )
  }
}
