import { readFileSync } from 'node:fs'

/** One process for good: a number alone is given again to another process, after a reboot above all. */
export interface ProcessIdentity {
  pid: number
  /** When the kernel started it, in ticks since boot; empty where the system does not tell. */
  startedAt: string
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid) }
}

/** Whether exactly this process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return pidExists(identity.pid) && startOf(identity.pid) === identity.startedAt
}

/** Whether a process of this number runs; one that ended and was not yet collected by its parent does not. */
export function pidExists(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return statOf(pid)[0] !== 'Z'
}

export function identityText(identity: ProcessIdentity): string {
  return `${identity.pid} ${identity.startedAt}`
}

export function parseIdentity(text: string): ProcessIdentity {
  const [pid = '', startedAt = ''] = text.trim().split(' ')
  return { pid: Number(pid), startedAt }
}

function startOf(pid: number): string {
  return statOf(pid)[19] ?? ''
}

/** /proc/PID/stat from its third field on; the second is a name that may hold spaces and brackets, hence the split after the last one. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
