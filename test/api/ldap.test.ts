import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BASE_DN, type DirectoryServer, hasSlapd, MANAGER_DN, MANAGER_PASSWORD, startDirectory } from '../support/directory-server.ts'
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

const person = (uid: string, more: string) => `
dn: uid=${uid},ou=people,${BASE_DN}
objectClass: inetOrgPerson
uid: ${uid}
sn: ${uid}
cn: ${uid} of the directory
userPassword: directory-${uid}
${more}
`
const PEOPLE = `dn: ${BASE_DN}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: ou=people,${BASE_DN}
objectClass: organizationalUnit
ou: people
${person('vera', 'mail: vera@example.org')}${person('newcomer', 'mail: newcomer@example.org\ndisplayName: New Comer')}${person('nick', 'mail: nick@example.org')}${person('twin', 'mail: same@example.org')}${person('twin2', 'mail: same@example.org')}`

if (!hasSlapd) process.stderr.write('The tests of LDAP are skipped: slapd is not installed here (apt-get install slapd).\n')

describe.skipIf(!hasSlapd)('who signs in by the directory', () => {
  let directory: DirectoryServer
  let app: TestApp
  beforeAll(async () => {
    directory = await startDirectory(PEOPLE)
    app = await startTestApp('foreign', {
      environment: {
        LDAP_URL: directory.url,
        LDAP_BASE_DN: `ou=people,${BASE_DN}`,
        LDAP_BIND_DN: MANAGER_DN,
        LDAP_BIND_PASSWORD: MANAGER_PASSWORD,
        LDAP_NEW_USER_PROFILE: 'reader',
      },
    })
  })
  afterEach(() => app.database.query(sql`delete from app.sign_in_attempt`))
  afterAll(async () => {
    await app.stop()
    await directory.stop()
  })

  const signIn = (name: string, password: string): Promise<Answer> => app.call({ method: 'POST', url: '/api/session', body: { name, password } })

  it('is the user of that name or address here, with the password of the directory', async () => {
    for (const name of ['vera', 'VERA', 'vera@example.org']) {
      expect((await signIn(name, 'directory-vera')).body).toEqual({ user: { id: await app.idOf('vera') }, mustChangePassword: false })
    }
    const { signIns } = (await app.call({ as: 'vera', url: '/api/me/sign-ins' })).body as { signIns: object[] }
    expect(signIns[0]).toMatchObject({ outcome: 'succeeded', method: 'ldap' })
  })

  it('may still have a password here', async () => {
    expect([(await signIn('vera', PASSWORD)).status, (await signIn('dora', PASSWORD)).status]).toEqual([200, 200])
  })

  it('is told the same for every reason', async () => {
    const answers = [await signIn('vera', 'wrong'), await signIn('nobody', 'directory-vera'), await signIn('same@example.org', 'directory-twin')]
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([401, answers[0]?.text]))
  })

  it('does not get in without a password, though servers say yes to that', async () => {
    expect((await signIn('vera', '')).status).toBe(401)
  })

  it('cannot write a filter into the name', async () => {
    for (const name of ['*', 'ver*', 'x)(uid=vera', '*)(|(uid=vera', '\\76era']) expect((await signIn(name, 'directory-vera')).status).toBe(401)
  })

  it('is made a user with the configured profile, where they are new', async () => {
    const answer = await signIn('newcomer', 'directory-newcomer')
    expect(answer.status).toBe(200)
    const cookie = /mortise_session=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
    expect((await app.call({ url: '/api/me', headers: { cookie } })).body).toMatchObject({
      username: 'newcomer',
      name: 'New Comer',
      email: 'newcomer@example.org',
      profiles: ['reader'],
    })
    expect((await signIn('newcomer', 'directory-newcomer')).body).toMatchObject({ user: (answer.body as { user: object }).user })
    expect((await app.call({ url: '/api/me/security', headers: { cookie } })).body).toMatchObject({ hasPassword: false })
  })

  it('does not come back as somebody new after being deactivated', async () => {
    await app.database.query(sql`update data.users set active = false where username = 'nick'`)
    expect((await signIn('nick', 'directory-nick')).status).toBe(401)
    expect(await app.database.query(sql`select count(*)::int as n from data.users where username like 'nick%'`)).toEqual([{ n: 1 }])
  })

  it('is throttled like others', async () => {
    for (let tries = 0; tries < 10; tries += 1) await signIn('vera', `wrong ${tries}`)
    expect((await signIn('vera', 'directory-vera')).status).toBe(401)
  })
})
