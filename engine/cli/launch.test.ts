import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

/** A checkout with nothing but the launcher, an application that answers with its arguments, and an npm that only notes what it was asked. */
let checkout = ''

const LOCK = { packages: { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/for-other-systems': { version: '1.0.0', optional: true } } }
const INSTALLED = { packages: { 'node_modules/one': { version: '1.0.0' } } }

const APPLICATION = `
process.on('SIGTERM', () => setTimeout(() => { console.log('stopped'); process.exit(0) }, 100))
console.log('application', process.argv.slice(2).join(' '))
if (process.argv.includes('fails')) process.exitCode = 7
if (process.argv.includes('waits')) setInterval(() => {}, 1000)`

const NPM = `
const { execPath, argv } = process
const fs = require('fs'), path = require('path')
console.error('npm', argv.slice(2).join(' '))
if (process.env.NPM_SAYS) { console.error(process.env.NPM_SAYS); process.exit(1) }
const at = argv.indexOf('--prefix')
if (at < 0) fs.writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify(INSTALLED))})
else {
  const bin = path.join(argv[at + 1], 'node_modules', argv.find((word) => word.includes('@')).split('@')[0], 'bin')
  fs.mkdirSync(bin, { recursive: true })
  fs.writeFileSync(path.join(bin, 'node'), '#!/bin/sh\\nNODE_OPTIONS= exec "' + execPath + '" "$@"\\n', { mode: 0o755 })
}`

beforeEach(() => {
  checkout = realpathSync(mkdtempSync(path.join(tmpdir(), 'mortise-launch-')))
  cpSync(path.join(import.meta.dirname, 'launch.mjs'), path.join(checkout, 'engine/cli/launch.mjs'))
  cpSync(path.join(import.meta.dirname, 'bootstrap'), path.join(checkout, 'engine/cli/bootstrap'), { recursive: true })
  mkdirSync(path.join(checkout, 'node_modules'))
  write('engine/cli/main.ts', APPLICATION)
  write('npm-cli.js', NPM)
  write('older.cjs', `Object.defineProperty(process.versions, 'node', { value: '20.11.1' })`)
  write('package-lock.json', JSON.stringify(LOCK))
  write('node_modules/.package-lock.json', JSON.stringify(INSTALLED))
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

it('hands a command, its arguments and its exit code through', async () => {
  expect(await launch(['metadata', 'check', '--all'])).toMatchObject({ code: 0, output: 'application metadata check --all\n' })
  expect(await launch(['metadata', 'fails'])).toMatchObject({ code: 7 })
})

it('starts the application when no command is named', async () => {
  expect(await launch([])).toMatchObject({ code: 0, output: 'application start\n' })
})

it('installs nothing when the lock file is what was installed, apart from packages for other systems', async () => {
  expect((await launch(['types'])).errors).toBe('')
})

it('installs from the lock file when nothing is there, and when it has changed', async () => {
  rmSync(path.join(checkout, 'node_modules/.package-lock.json'))
  const first = await launch(['types'])
  expect(first.errors).toBe('Installing dependencies (first start only)…\n')
  expect(first.output).toBe('application types\n')

  write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/one': { version: '0.9.0' } } }))
  expect((await launch(['types'])).errors).toBe('Dependencies have changed: installing…\n')
})

it.each([
  ['npm error code ENOSPC', 'npm could not install the dependencies: the disk is full.'],
  ['npm error code ENOTFOUND', 'npm could not install the dependencies: the npm registry cannot be reached.'],
  ['npm error code EACCES', 'npm could not install the dependencies: this user may not write to the folder of Mortise.'],
  ['npm error something new', 'npm could not install the dependencies: something new'],
])('says in one sentence why npm failed with "%s"', async (says, sentence) => {
  rmSync(path.join(checkout, 'node_modules/.package-lock.json'))
  const result = await launch(['start'], { NPM_SAYS: says })
  expect(result).toEqual({ code: 1, output: '', errors: `Installing dependencies (first start only)…\n${sentence}\n` })
})

it('brings a newer Node once when this one is too old, and goes on with it', async () => {
  const older = { NODE_OPTIONS: `--require ${path.join(checkout, 'older.cjs')}` }
  const first = await launch(['metadata', 'fails'], older)
  expect(first).toEqual({ code: 7, output: 'application metadata fails\n', errors: 'This is Node 20.11.1: bringing Node 24 into .node (first start only)…\n' })
  expect(await launch(['types'], older)).toEqual({ code: 0, output: 'application types\n', errors: '' })
})

it('leaves nothing behind when the newer Node cannot be brought', async () => {
  const result = await launch(['start'], { NODE_OPTIONS: `--require ${path.join(checkout, 'older.cjs')}`, NPM_SAYS: 'npm error code ETIMEDOUT' })
  expect(result).toMatchObject({ code: 1, output: '' })
  expect(result.errors).toContain('npm could not bring Node 24: the npm registry cannot be reached.')
  expect(existsSync(path.join(checkout, '.node/v24'))).toBe(false)
})

it.each([{}, { older: true }])('passes SIGTERM on and waits until everything has stopped: %o', async ({ older }) => {
  const child = run(['start', 'waits'], older ? { NODE_OPTIONS: `--require ${path.join(checkout, 'older.cjs')}` } : {})
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  const result = collect(child)
  child.kill('SIGTERM')
  expect(await result).toMatchObject({ code: 0, output: 'stopped\n' })
})

it('stops as on SIGTERM when the process above it is killed', async () => {
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" engine/cli/launch.mjs start waits; true`], {
    cwd: checkout,
    env: environment({ npm_lifecycle_event: 'start' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(shell.stdout, 'data')
  const output = once(shell.stdout, 'data')
  shell.kill('SIGKILL')
  expect(String((await output)[0])).toBe('stopped\n')
})

function write(file: string, text: string): void {
  writeFileSync(path.join(checkout, file), text)
}

function environment(more: Record<string, string>): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], npm_execpath: path.join(checkout, 'npm-cli.js'), ...more }
}

function run(args: string[], more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['engine/cli/launch.mjs', ...args], { cwd: checkout, env: environment(more), stdio: ['ignore', 'pipe', 'pipe'] })
}

function launch(args: string[], more: Record<string, string> = {}): Promise<{ code: number | null; output: string; errors: string }> {
  return collect(run(args, more))
}

async function collect(child: ChildProcess): Promise<{ code: number | null; output: string; errors: string }> {
  const texts = { output: '', errors: '' }
  child.stdout?.on('data', (chunk) => {
    texts.output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    texts.errors += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...texts }
}
