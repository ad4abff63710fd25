import { generateSync } from 'otplib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterEach(async () => {
  await app.database.query(sql`delete from app.sign_in_attempt`)
  await app.database.query(sql`delete from app.totp`)
})
afterAll(() => app.stop())

const post = (url: string, body: unknown, as?: string): Promise<Answer> => app.call({ method: 'POST', url, body, ...(as && { as }) })
const cookieIn = (answer: Answer): string => /^mortise_session=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''

/** Codes of other half minutes: each works once, and the present one may have been used. */
const codeAt = (secret: string, steps = 0): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps })

async function enable(user: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await post('/api/me/totp', { current: PASSWORD }, user)).body as { secret: string }
  const { recoveryCodes } = (await post('/api/me/totp/confirm', { code: codeAt(secret, -1) }, user)).body as { recoveryCodes: string[] }
  return { secret, recoveryCodes }
}

const begin = async (name: string): Promise<string> => {
  const answer = await post('/api/session', { name, password: PASSWORD })
  expect(answer.headers['set-cookie']).toBeUndefined()
  return (answer.body as { secondFactor: { challenge: string } }).secondFactor.challenge
}
const finish = (challenge: string, code: string): Promise<Answer> => post('/api/session/second-factor', { challenge, code })

describe('a code app', () => {
  it('is set up with the present password and a first code', async () => {
    expect((await post('/api/me/totp', { current: 'wrong password' }, 'dora')).body).toMatchObject({ problems: [{ field: 'current', code: 'PASSWORD_WRONG' }] })
    const begun = (await post('/api/me/totp', { current: PASSWORD }, 'dora')).body as { secret: string; uri: string }
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Mortise:dora\?secret=[A-Z2-7]{32}&issuer=Mortise$/)
    // Not confirmed yet: the password alone is enough.
    expect((await post('/api/session', { name: 'dora', password: PASSWORD })).body).toMatchObject({ mustChangePassword: false })
    expect((await post('/api/me/totp/confirm', { code: '000000' }, 'dora')).body).toMatchObject({ problems: [{ field: 'code', code: 'CODE_WRONG' }] })
    expect((await post('/api/me/totp/confirm', { code: codeAt(begun.secret) }, 'dora')).body).toMatchObject({ recoveryCodes: { length: 10 } })
    expect((await post('/api/me/totp', { current: PASSWORD }, 'dora')).status).toBe(409)
    expect((await app.call({ as: 'dora', url: '/api/me/security' })).body).toMatchObject({ totp: { since: expect.any(String) }, recoveryCodesLeft: 10 })
  })

  it('is asked for after the password, in a step or at once', async () => {
    const { secret } = await enable('dora')
    const done = await finish(await begin('dora'), ` ${codeAt(secret).replace(/^.../, '$& ')}`)
    expect(done.body).toMatchObject({ user: { id: await app.idOf('dora') } })
    expect((await app.call({ url: '/api/me', headers: { cookie: cookieIn(done) } })).status).toBe(200)
    expect((await post('/api/session', { name: 'dora', password: PASSWORD, code: codeAt(secret, 1) })).status).toBe(200)
    expect((await post('/api/session', { name: 'dora', password: PASSWORD, code: '000000' })).body).toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('gives codes that work once, and no earlier ones after', async () => {
    const { secret } = await enable('dora')
    expect((await finish(await begin('dora'), codeAt(secret, 1))).status).toBe(200)
    for (const steps of [1, 0, -1]) expect((await finish(await begin('dora'), codeAt(secret, steps))).body).toMatchObject({ code: 'STEP_FAILED' })
  })

  it('gives no code that is used by two at once', async () => {
    const { secret } = await enable('dora')
    const challenges = await Promise.all(Array.from({ length: 4 }, () => begin('dora')))
    const answers = await Promise.all(challenges.map((challenge) => finish(challenge, codeAt(secret))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('has a secret that the database knows sealed alone', async () => {
    const { secret } = await enable('dora')
    const [row] = await app.database.query<{ row: string }>(sql`select to_jsonb(t)::text as row from app.totp t`)
    expect(row?.row).not.toContain(secret)
  })

  it('is removed with the present password, and the recovery codes with it', async () => {
    const { recoveryCodes } = await enable('dora')
    expect((await app.call({ as: 'dora', method: 'DELETE', url: '/api/me/totp', body: { current: 'x' } })).status).toBe(422)
    expect((await app.call({ as: 'dora', method: 'DELETE', url: '/api/me/totp', body: { current: PASSWORD } })).status).toBe(204)
    expect((await post('/api/session', { name: 'dora', password: PASSWORD })).body).toHaveProperty('user')
    await enable('dora')
    expect((await finish(await begin('dora'), recoveryCodes[0] ?? '')).status).toBe(401)
  })

  it('that is lost is removed by an admin, who is written down', async () => {
    await enable('dora')
    const url = `/api/users/${await app.idOf('dora')}/second-factor`
    expect((await app.call({ as: 'rita', method: 'DELETE', url })).status).toBe(403)
    expect((await app.call({ as: 'admin', method: 'DELETE', url })).status).toBe(204)
    expect((await post('/api/session', { name: 'dora', password: PASSWORD })).body).toHaveProperty('user')
    const { entries } = (await app.call({ as: 'admin', url: '/api/audit?action=second_factor_removed' })).body as { entries: object[] }
    expect(entries[0]).toMatchObject({ actor: { name: 'Administrator' }, module: 'users', record: await app.idOf('dora') })
  })
})

describe('the second step', () => {
  it('cannot be tried for ever, nor by knowing the password again', async () => {
    const { secret } = await enable('dora')
    let refused = 0
    for (let round = 0; round < 4; round += 1) {
      const answer = await post('/api/session', { name: 'dora', password: PASSWORD })
      const challenge = (answer.body as { secondFactor?: { challenge: string } }).secondFactor?.challenge
      if (!challenge) {
        refused += 1
        continue
      }
      for (let tries = 0; tries < 4; tries += 1) expect((await finish(challenge, '000000')).status).toBe(401)
    }
    expect(refused).toBeGreaterThan(0)
    expect((await post('/api/session', { name: 'dora', password: PASSWORD, code: codeAt(secret, 1) })).status).toBe(401)
  })

  it('is over after five tries, even with the right code', async () => {
    const { secret } = await enable('dora')
    const challenge = await begin('dora')
    for (let tries = 0; tries < 5; tries += 1) await finish(challenge, '000000')
    expect((await finish(challenge, codeAt(secret, 1))).body).toMatchObject({ code: 'STEP_FAILED' })
  })

  it('belongs to one sign-in and one kind, and ends with its time', async () => {
    const { secret } = await enable('dora')
    const challenge = await begin('dora')
    await app.database.query(sql`update app.sign_in_challenge set expires_at = now() - interval '1 second'`)
    expect((await finish(challenge, codeAt(secret, 1))).status).toBe(401)
    const fresh = await begin('dora')
    expect((await finish(fresh, codeAt(secret, 1))).status).toBe(200)
    expect((await finish(fresh, codeAt(secret, 0))).status).toBe(401)
    expect((await finish('x'.repeat(43), codeAt(secret, 0))).status).toBe(401)
  })
})

describe('recovery codes', () => {
  it('work once each, in any case and with or without the dash', async () => {
    const { recoveryCodes } = await enable('dora')
    const [code = '', other = ''] = recoveryCodes
    expect((await finish(await begin('dora'), code.toUpperCase().replace('-', ' '))).status).toBe(200)
    expect((await finish(await begin('dora'), code)).status).toBe(401)
    expect((await finish(await begin('dora'), other)).status).toBe(200)
    expect((await app.call({ as: 'dora', url: '/api/me/security' })).body).toMatchObject({ recoveryCodesLeft: 8 })
  })

  it('are of one user alone', async () => {
    const { recoveryCodes } = await enable('dora')
    await enable('vera')
    expect((await finish(await begin('vera'), recoveryCodes[0] ?? '')).status).toBe(401)
  })

  it('are made anew, and the ones before are good no more', async () => {
    const { recoveryCodes } = await enable('dora')
    expect((await post('/api/me/recovery-codes', { current: PASSWORD }, 'dora')).body).toMatchObject({ recoveryCodes: { length: 10 } })
    expect((await finish(await begin('dora'), recoveryCodes[0] ?? '')).status).toBe(401)
  })
})
