import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pidExists } from './process-identity.ts'

/** What postmaster.pid tells of a server. */
export interface Postmaster {
  pid: number
  port: number
  isReady: boolean
}

/**
 * The server that runs in this cluster, or null. A file that a killed server left behind, whose number may belong to
 * quite another process by now, is removed: PostgreSQL itself refuses to start while that process lives.
 */
export function findPostmaster(cluster: string): Postmaster | null {
  const file = path.join(cluster, 'postmaster.pid')
  const postmaster = parsePidFile(readIfThere(file))
  if (!postmaster) return null
  if (pidExists(postmaster.pid) && servesCluster(postmaster.pid, cluster)) return postmaster
  rmSync(file, { force: true })
  return null
}

/** Ends the server: sessions are cut, what was committed is on disk. Resolves when the process is gone. */
export async function stopPostmaster(cluster: string, patience: number): Promise<void> {
  const postmaster = findPostmaster(cluster)
  if (!postmaster) return
  signal(postmaster.pid, 'SIGINT')
  if (await isGone(postmaster.pid, patience)) return
  // An immediate shutdown loses nothing that was committed; the next start replays the log.
  signal(postmaster.pid, 'SIGQUIT')
  await isGone(postmaster.pid, patience)
}

/** Asks the server to end without waiting, for the last moment of a process. */
export function stopPostmasterSoon(cluster: string): void {
  const postmaster = findPostmaster(cluster)
  if (postmaster) signal(postmaster.pid, 'SIGINT')
}

async function isGone(pid: number, patience: number): Promise<boolean> {
  const until = Date.now() + patience
  while (pidExists(pid)) {
    if (Date.now() > until) return false
    await sleep(10)
  }
  return true
}

/** Lines of the file: process, cluster, start, port, socket, address, shared memory, state. */
function parsePidFile(text: string): Postmaster | null {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!(pid > 0)) return null
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7] === 'ready' }
}

/** On Linux the arguments of the process tell which cluster it serves; elsewhere its number must do. */
function servesCluster(pid: number, cluster: string): boolean {
  const commandLine = readIfThere(`/proc/${pid}/cmdline`)
  if (!commandLine) return process.platform !== 'linux'
  return commandLine.split('\0').includes(cluster)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself in the meantime.
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
