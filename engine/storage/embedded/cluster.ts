import { execFile } from 'node:child_process'
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { majorVersion } from './binaries.ts'
import { damaged, otherMajor } from './errors.ts'
import { makeClusterFolder } from './places.ts'
import type { Secrets } from './secrets.ts'
import type { Site } from './site.ts'

const SUPERUSER = 'postgres'

export function clusterExists(site: Site): boolean {
  return lstatSync(site.places.cluster, { throwIfNoEntry: false }) !== undefined
}

/** Throws unless the cluster is whole and of the major version that these programs read. */
export function checkCluster(site: Site): void {
  const folder = site.places.cluster
  const brought = majorVersion()
  const found = readVersion(folder)
  if (!found) throw damaged({ params: { folder, logFile: site.places.log, reason: 'its file PG_VERSION is missing' } })
  if (found !== brought) throw otherMajor({ params: { folder, found, brought } })
}

/**
 * Makes a cluster with the database and role `mortise`. It gets its name only when it is whole, so that a start
 * that was killed half-way is simply done again.
 */
export async function createCluster(site: Site, secrets: Secrets): Promise<void> {
  rmSync(`${site.places.cluster}.unfinished`, { recursive: true, force: true })
  const { folder, isElsewhere } = makeClusterFolder(site.places, site.account)

  await run(site, {
    program: site.binaries.initdb,
    args: [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      '--auth-host=scram-sha-256',
      '--auth-local=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(site.durable ? [] : ['--no-sync']),
    ],
  })
  await runSql(site, folder, [
    `alter role ${SUPERUSER} password '${secrets.adminPassword}'`,
    `create role mortise login password '${secrets.password}'`,
    'create database mortise owner mortise',
    'revoke all on database mortise from public',
  ])

  if (isElsewhere) symlinkSync(folder, site.places.cluster)
  else renameSync(folder, site.places.cluster)
}

/** Gives a stopped cluster, whose file of passwords was lost, the passwords of a new one. */
export async function resetPasswords(site: Site, secrets: Secrets): Promise<void> {
  await runSql(site, realpathSync(site.places.cluster), [
    `alter role ${SUPERUSER} password '${secrets.adminPassword}'`,
    `alter role mortise password '${secrets.password}'`,
  ])
}

/** Runs statements, one a line, without a server; passwords travel by standard input, where no list of processes shows them. */
function runSql(site: Site, folder: string, statements: string[]): Promise<void> {
  const args = ['--single', '-D', folder, ...(site.durable ? [] : ['-F']), 'postgres']
  return run(site, { program: site.binaries.postgres, args, input: `${statements.join('\n')}\n` })
}

function run(site: Site, call: { program: string; args: string[]; input?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(call.program, call.args, site.spawnOptions, (error, stdout, stderr) => {
      if (error || /\b(ERROR|FATAL|PANIC):/.test(stderr)) reject(site.explain(`${stdout}\n${stderr}\n${error?.message ?? ''}`))
      else resolve()
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(call.input ?? '')
  })
}

function readVersion(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
