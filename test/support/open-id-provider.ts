import { createServer } from 'node:http'
import Provider from 'oidc-provider'

export const CLIENT = { id: 'mortise', secret: 'a-secret-of-the-client' }

/** A provider of OpenID Connect on this machine, with pages to sign in as anybody it knows. */
export interface OpenIdProvider {
  issuer: string
  stop(): void
}

/** `people`: their claims, by the name under which they sign in there. `redirect`: where it sends them back to. */
export async function startOpenIdProvider({ people, redirect }: { people: Record<string, object>; redirect: string }): Promise<OpenIdProvider> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  })
  provider.on('server_error', (_ctx, error) => process.stderr.write(`${error.stack}\n`))
  server.on('request', provider.callback())
  return {
    issuer,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
