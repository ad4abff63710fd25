import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'

/** The OS user that runs PostgreSQL, where it is not the one that runs Mortise. */
export interface Account {
  name: string
  uid: number
  gid: number
}

const OWN_NAME = 'mortise'

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as the owner of the data, or for new data as the user
 * mortise (made when missing), postgres or nobody. Everybody else runs it as themselves: null.
 */
export function chooseAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null
  return ownerOf(cluster) ?? findAccount(OWN_NAME) ?? findAccount('postgres') ?? makeAccount() ?? { name: 'nobody', uid: 65534, gid: 65534 }
}

/** Whether the account can walk down to a folder. Root's own home usually cannot be entered. */
export function canReach(account: Account | null, folder: string): boolean {
  if (!account) return true
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' })
  return probe.status === 0
}

export function accountName(account: Account | null): string {
  return account?.name ?? currentUser()
}

function currentUser(): string {
  try {
    return userInfo().username
  } catch {
    return `number ${process.getuid?.() ?? '?'}`
  }
}

function ownerOf(folder: string): Account | null {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (!stats || stats.uid === 0) return null
  return { name: nameOf(stats.uid), uid: stats.uid, gid: stats.gid }
}

function findAccount(name: string): Account | null {
  const row = passwd().find((columns) => columns[0] === name)
  return row ? { name, uid: Number(row[2]), gid: Number(row[3]) } : null
}

function nameOf(uid: number): string {
  return passwd().find((columns) => columns[2] === String(uid))?.[0] ?? `number ${uid}`
}

function passwd(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return []
  }
}

function makeAccount(): Account | null {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_NAME], { stdio: 'ignore' })
  } catch {
    return null
  }
  return findAccount(OWN_NAME)
}
