import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

const SLAPD = '/usr/sbin/slapd'
const SCHEMAS = '/etc/ldap/schema'
export const BASE_DN = 'dc=example,dc=org'
export const MANAGER_DN = `cn=manager,${BASE_DN}`
export const MANAGER_PASSWORD = 'of the manager'

/** A directory of Debian's slapd, with a folder of its own. */
export interface DirectoryServer {
  url: string
  stop(): Promise<void>
}

/** Whether slapd is installed here. */
export const hasSlapd = existsSync(SLAPD) && existsSync('/usr/sbin/slapadd')

/** Starts slapd with the people of an LDIF text; anonymous callers may only bind. */
export async function startDirectory(people: string): Promise<DirectoryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-ldap-'))
  mkdirSync(join(folder, 'db'))
  const config = join(folder, 'slapd.conf')
  writeFileSync(config, configuration(folder))
  const ldif = join(folder, 'people.ldif')
  writeFileSync(ldif, people)
  execFileSync('/usr/sbin/slapadd', ['-f', config, '-l', ldif])
  const port = await freePort()
  const url = `ldap://127.0.0.1:${port}`
  // -d keeps it in the foreground.
  const server = spawn(SLAPD, ['-f', config, '-h', url, '-d', '0'], { stdio: 'ignore' })
  await untilItListens(port)
  return {
    url,
    async stop() {
      await ended(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configuration(folder: string): string {
  return `
${['core', 'cosine', 'inetorgperson'].map((schema) => `include ${SCHEMAS}/${schema}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/slapd.pid
database mdb
suffix "${BASE_DN}"
rootdn "${MANAGER_DN}"
rootpw "${MANAGER_PASSWORD}"
directory ${folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${MANAGER_DN}" read by * none
`
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

async function untilItListens(port: number): Promise<void> {
  await until(
    () =>
      new Promise<boolean>((done) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('connect', () => done(true)).once('error', () => done(false))
        socket.once('connect', () => socket.destroy())
      }),
    'slapd to listen',
  )
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    server.once('exit', () => done())
    server.kill('SIGTERM')
  })
}
