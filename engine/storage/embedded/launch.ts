import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from './port.ts'
import { findPostmaster } from './postmaster.ts'
import { serverSettings } from './settings.ts'
import type { Site } from './site.ts'

const LOG_LIMIT = 5_000_000
const TRIES = 20

/** Starts the server of a cluster and gives its port when it answers. Throws one clear sentence when it ends instead. */
export async function launchServer(site: Site, options: { cluster: string; preferredPort?: number; onSlow: () => void }): Promise<number> {
  let preferred = options.preferredPort
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(preferred)
    const said = await tryServer(site, { ...options, port })
    if (said === null) return port

    const retry = retryAfter(said)
    if (!retry || attempt === TRIES) throw site.explain(said)
    if (retry === 'other port') preferred = undefined
    else await sleep(250)
  }
}

/** Null when the server answers, else what it said before it ended. */
async function tryServer(site: Site, options: { cluster: string; port: number; onSlow: () => void }): Promise<string | null> {
  const { log, child, logStart } = spawnServer(site, options)
  const slow = setTimeout(options.onSlow, 3000)
  try {
    while (!hasEnded(child)) {
      const postmaster = findPostmaster(options.cluster)
      if (postmaster?.isReady && postmaster.pid === child.pid) return null
      await sleep(5)
    }
    return readFileSync(log).subarray(logStart).toString()
  } finally {
    clearTimeout(slow)
  }
}

/**
 * In a session of its own: Ctrl+C in the terminal must reach Mortise alone, which answers the requests in flight
 * before it stops the database. Its log is a file because a pipe would break when Mortise is killed.
 */
function spawnServer(site: Site, options: { cluster: string; port: number }): { log: string; child: ChildProcess; logStart: number } {
  const { log } = site.places
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT) renameSync(log, `${log}.old`)
  const file = openSync(log, 'a', 0o600)
  try {
    const child = spawn(site.binaries.postgres, ['-D', options.cluster, ...serverSettings({ port: options.port, durable: site.durable })], {
      ...site.spawnOptions,
      detached: true,
      stdio: ['ignore', file, file],
    })
    child.on('error', () => {})
    child.unref()
    return { log, child, logStart: size > LOG_LIMIT ? 0 : size }
  } finally {
    closeSync(file)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

/** Somebody may take the port between look and start; sessions of a killed server may need a moment to notice and end. */
function retryAfter(said: string): 'other port' | 'pause' | null {
  if (/could not bind|could not create any TCP/.test(said)) return 'other port'
  if (/pre-existing shared memory|lock file "postmaster.pid" already exists/.test(said)) return 'pause'
  return null
}
