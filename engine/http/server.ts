import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { fastifySSE } from '@fastify/sse'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { FileStore } from '../files/file-store.ts'
import { newId } from '../kernel/uuid.ts'
import { replyWithError } from './error-reply.ts'
import { takeJsonOnly } from './json-body.ts'
import type { LiveEvents } from './live-events.ts'
import { releaseConnections } from './release-connections.ts'
import { logRequests } from './request-log.ts'
import { guardRoutes } from './route-access.ts'
import { auditRoutes } from './routes/audit.ts'
import { changeSetRoutes } from './routes/change-sets.ts'
import { collaborationRoutes } from './routes/collaboration.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { demoRoutes } from './routes/demo.ts'
import { docsRoutes } from './routes/docs.ts'
import { eventRoutes } from './routes/events.ts'
import { bulkRoutes } from './routes/bulk.ts'
import { exportRoutes } from './routes/exports.ts'
import { fileRoutes } from './routes/files.ts'
import { healthRoutes } from './routes/health.ts'
import { importRoutes } from './routes/imports.ts'
import { meRoutes } from './routes/own/me.ts'
import { metadataRoutes } from './routes/metadata.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { ownProfileRoutes } from './routes/own/own-profile.ts'
import { ownSettingsRoutes } from './routes/own/own-settings.ts'
import { readRecordRoutes } from './routes/read-records.ts'
import { relatedRoutes } from './routes/related.ts'
import { searchRoutes } from './routes/search.ts'
import { sessionRoutes } from './routes/session.ts'
import { impersonationRoutes } from './routes/sign-in/impersonation.ts'
import { openIdRoutes } from './routes/sign-in/open-id.ts'
import { ownFactorRoutes } from './routes/sign-in/own-factors.ts'
import { ownSessionRoutes } from './routes/sign-in/own-sessions.ts'
import { passkeySignInRoutes } from './routes/sign-in/passkey-sign-in.ts'
import { passwordRoutes } from './routes/sign-in/passwords.ts'
import { signInSettingsRoutes } from './routes/sign-in/settings.ts'
import { userSecurityRoutes } from './routes/sign-in/users.ts'
import { accessAdminRoutes } from './routes/access/access-admin.ts'
import { accessRoutes } from './routes/access/access.ts'
import { sharingRoutes } from './routes/access/sharing.ts'
import { taskRoutes } from './routes/tasks.ts'
import { writeRecordRoutes } from './routes/write-records.ts'
import type { Runtime } from './runtime.ts'
import { sendSecurityHeaders } from './security-headers.ts'
import { serveUi } from './static-ui.ts'
import { checkRoutes } from './strict-routes.ts'
import { useStrictValidation } from './validation.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024
/** Sending a request, uploads included, may take so long; who only opens connections does not hold them for ever. */
const LONGEST_REQUEST_MS = 15 * 60_000

export interface ServerParts {
  live: LiveEvents
  files: FileStore
  uiFolder: string
  /** Where the sample data of the product is described. */
  demoFolder: string
  /** Routes of other folders and of plugins, registered behind the same guard. */
  routes?: ((server: FastifyInstance) => void | Promise<void>)[]
}

/** Builds the HTTP server: guard first, then every route; it does not listen yet. */
export async function buildServer(runtime: Runtime, parts: ServerParts): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = runtime.log
  const server: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: LONGEST_REQUEST_MS,
    // The address of a client is what our own proxy says, not what the client wrote before it.
    trustProxy: runtime.config.baseUrl === null ? false : ['loopback', 'linklocal', 'uniquelocal'],
    forceCloseConnections: 'idle',
    frameworkErrors: replyWithError,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200 },
  })
  useStrictValidation(server)
  takeJsonOnly(server)
  server.setErrorHandler(replyWithError)
  logRequests(server)
  await sendSecurityHeaders(server, { hsts: runtime.config.baseUrl?.startsWith('https:') ?? false })
  await server.register(cookie)
  await server.register(compress, { threshold: 2048, encodings: ['gzip', 'deflate'] })
  await server.register(multipart, { limits: { files: 1, fileSize: 512 * 1024 * 1024, fields: 10 } })
  await server.register(fastifySSE)
  checkRoutes(server)
  guardRoutes(server, runtime)
  keepOutOfCaches(server)
  releaseConnections(server)
  await registerRoutes(server, runtime, parts)
  return server
}

/** What the API answers hangs on who asks: no cache, not even the browser's own, keeps it unless a route says otherwise. */
function keepOutOfCaches(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
}

async function registerRoutes(server: FastifyInstance, runtime: Runtime, parts: ServerParts): Promise<void> {
  sessionRoutes(server, runtime)
  passkeySignInRoutes(server, runtime)
  openIdRoutes(server, runtime)
  passwordRoutes(server, runtime)
  ownFactorRoutes(server, runtime)
  ownSessionRoutes(server)
  impersonationRoutes(server, runtime)
  userSecurityRoutes(server, runtime)
  signInSettingsRoutes(server)
  auditRoutes(server)
  meRoutes(server, runtime)
  metadataRoutes(server, runtime)
  readRecordRoutes(server)
  writeRecordRoutes(server)
  duplicateRoutes(server)
  relatedRoutes(server)
  collaborationRoutes(server)
  notificationRoutes(server)
  sharingRoutes(server)
  accessRoutes(server)
  accessAdminRoutes(server, runtime)
  searchRoutes(server)
  changeSetRoutes(server)
  ownProfileRoutes(server)
  ownSettingsRoutes(server)
  taskRoutes(server)
  fileRoutes(server, parts.files)
  importRoutes(server, parts.files)
  exportRoutes(server)
  bulkRoutes(server)
  demoRoutes(server, parts.demoFolder)
  eventRoutes(server, runtime, parts.live)
  healthRoutes(server, runtime)
  openApiRoutes(server)
  docsRoutes(server)
  for (const add of parts.routes ?? []) await add(server)
  await serveUi(server, parts.uiFolder)
}
