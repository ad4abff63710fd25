import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuthenticator, type SoftAuthenticator } from '../support/soft-authenticator.ts'
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

const ORIGIN = 'https://crm.example.org'
let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign', { environment: { MORTISE_BASE_URL: ORIGIN } })
})
afterAll(() => app.stop())

type Step<Options> = { challenge: string; options: Options }
const post = (url: string, body?: unknown, as?: string): Promise<Answer> =>
  app.call({ method: 'POST', url, ...(body !== undefined && { body }), ...(as && { as }) })

async function register(user: string, device: SoftAuthenticator, origin = ORIGIN): Promise<Answer> {
  const { challenge, options } = (await post('/api/me/passkeys/options', { current: PASSWORD }, user)).body as Step<{ challenge: string; rp: { id: string } }>
  return post('/api/me/passkeys', { challenge, name: 'Laptop', response: device.register(options, origin) }, user)
}

async function signIn(device: SoftAuthenticator, change: { origin?: string; rpId?: string } = {}): Promise<Answer> {
  const { challenge, options } = (await post('/api/session/passkey/options')).body as Step<{ challenge: string; rpId: string }>
  return post('/api/session/passkey', {
    challenge,
    response: device.authenticate({ ...options, ...(change.rpId && { rpId: change.rpId }) }, change.origin ?? ORIGIN),
  })
}

describe('a passkey', () => {
  it('is registered with the present password, and signs in without one', async () => {
    const device = createAuthenticator()
    expect((await post('/api/me/passkeys/options', { current: 'wrong' }, 'dora')).body).toMatchObject({ problems: [{ field: 'current' }] })
    expect((await register('dora', device)).status).toBe(201)
    const answer = await signIn(device)
    expect(answer.body).toEqual({ user: { id: await app.idOf('dora') }, mustChangePassword: false })
    expect(answer.headers['set-cookie']).toMatch(/^mortise_session=[\w-]{43}; .*Secure/)
    expect((await app.call({ as: 'dora', url: '/api/me/security' })).body).toMatchObject({
      passkeys: [{ name: 'Laptop', lastUsedAt: expect.any(String) }],
      canUsePasskeys: true,
    })
    expect((await app.call({ as: 'dora', url: '/api/me/sign-ins' })).body).toMatchObject({ signIns: [{ outcome: 'succeeded', method: 'passkey' }] })
  })

  it('is of no use at another address, and cannot be registered there', async () => {
    const device = createAuthenticator()
    expect((await register('dora', device, 'https://evil.example')).body).toMatchObject({ code: 'STEP_FAILED' })
    await register('dora', device)
    expect((await signIn(device, { origin: 'https://evil.example' })).body).toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await signIn(device, { rpId: 'evil.example' })).status).toBe(401)
    expect((await signIn(device)).status).toBe(200)
  })

  it('asks for a finger or a PIN: the device alone is not enough', async () => {
    const device = createAuthenticator()
    await register('dora', device)
    device.verifiesUser = false
    expect((await signIn(device)).status).toBe(401)
  })

  it('that was copied is noticed by its counter', async () => {
    const device = createAuthenticator()
    await register('dora', device)
    expect((await signIn(device)).status).toBe(200)
    device.counter = 0
    expect((await signIn(device)).status).toBe(401)
  })

  it('answers one question once', async () => {
    const device = createAuthenticator()
    await register('dora', device)
    const { challenge, options } = (await post('/api/session/passkey/options')).body as Step<{ challenge: string; rpId: string }>
    const response = device.authenticate(options, ORIGIN)
    expect((await post('/api/session/passkey', { challenge, response })).status).toBe(200)
    expect((await post('/api/session/passkey', { challenge, response })).status).toBe(401)
    const other = (await post('/api/session/passkey/options')).body as Step<object>
    expect((await post('/api/session/passkey', { challenge: other.challenge, response })).status).toBe(401)
  })

  it('of somebody unknown, or of a user who was deactivated, is answered alike', async () => {
    const device = createAuthenticator()
    await register('nick', device)
    await app.database.query(sql`update data.users set active = false where username = 'nick'`)
    const [gone, unknown] = [await signIn(device), await signIn(createAuthenticator())]
    expect([gone.status, gone.text]).toEqual([unknown.status, unknown.text])
    expect(gone.status).toBe(401)
  })

  it('is registered for one account, and removed by its user', async () => {
    const device = createAuthenticator()
    const { id } = (await register('vera', device)).body as { id: string }
    expect((await register('rita', device)).status).toBe(409)
    expect((await app.call({ as: 'rita', method: 'DELETE', url: `/api/me/passkeys/${id}` })).status).toBe(404)
    expect((await app.call({ as: 'vera', method: 'DELETE', url: `/api/me/passkeys/${id}` })).status).toBe(204)
    expect((await signIn(device)).status).toBe(401)
  })
})

describe('at an address that browsers do not trust', () => {
  it('no passkeys are offered, and the host that a request names changes nothing', async () => {
    const plain = await startTestApp('foreign')
    const methods = async (host: string) => ((await plain.call({ url: '/api/session/methods', headers: { host } })).body as { passkey: boolean }).passkey
    expect([await methods('localhost:3000'), await methods('crm.example.org'), await methods('localhost.evil.example')]).toEqual([true, false, false])
    expect((await plain.call({ method: 'POST', url: '/api/session/passkey/options', headers: { host: 'evil.example' } })).status).toBe(422)
    await plain.stop()
  })
})
