import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { SetupError, tell } from './messages.mjs'
import { inRoot } from './root.mjs'

const TARGET = inRoot('dist', 'ui')
const STAMP = 'built-from.txt'
/** Bytes below which compressing gains nothing. */
const SMALLEST = 1024

/** Builds the screens into dist/ui when their sources have changed since the last time. A running server goes on with the old ones until the new ones are whole. */
export async function buildScreens() {
  if (!existsSync(inRoot('ui', 'vite.config.ts'))) return
  const sources = hashSources()
  if (builtFrom() === sources) return

  tell('Building the screens…')
  const unfinished = `${TARGET}.${process.pid}`
  await vite(['build', '--config', inRoot('ui', 'vite.config.ts'), '--outDir', unfinished, '--emptyOutDir', '--logLevel', 'error'])
  compressFiles(path.join(unfinished, 'assets'))
  writeFileSync(path.join(unfinished, STAMP), sources)
  replaceFolder(unfinished)
}

function builtFrom() {
  try {
    return readFileSync(path.join(TARGET, STAMP), 'utf8')
  } catch {
    return null
  }
}

/** One digest of everything that the built screens depend on. */
function hashSources() {
  const hash = createHash('sha256')
  const files = ['ui', path.join('engine', 'contract'), ...pluginScreens()].flatMap(listFiles).filter((file) => !file.endsWith('.test.ts'))
  for (const file of [...files, 'package-lock.json'])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(inRoot(file)))
  return hash.digest('hex')
}

function pluginScreens() {
  if (!existsSync(inRoot('plugins'))) return []
  return readdirSync(inRoot('plugins'))
    .map((id) => path.join('plugins', id, 'ui'))
    .filter((folder) => existsSync(inRoot(folder)))
}

function listFiles(folder) {
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(inRoot(), path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

function vite(args) {
  return new Promise((resolve, reject) => {
    const program = inRoot('node_modules', 'vite', 'bin', 'vite.js')
    // A test runner sets NODE_ENV, and Vue would be built for developers.
    const env = { ...process.env, NODE_ENV: 'production' }
    execFile(process.execPath, [program, ...args], { cwd: inRoot(), env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) reject(new SetupError(`The screens could not be built: ${stderr || stdout || error.message}`))
      else resolve()
    })
  })
}

/** Once, here, and better than a server could for each visitor: `app.js` gets an `app.js.gz` beside it. */
function compressFiles(folder) {
  for (const file of readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name))) {
    const content = readFileSync(path.join(folder, file))
    if (content.length > SMALLEST) writeFileSync(path.join(folder, `${file}.gz`), gzipSync(content, { level: 9 }))
  }
}

function replaceFolder(unfinished) {
  const old = `${TARGET}.old.${process.pid}`
  mkdirSync(path.dirname(TARGET), { recursive: true })
  if (existsSync(TARGET)) renameSync(TARGET, old)
  renameSync(unfinished, TARGET)
  rmSync(old, { recursive: true, force: true })
}
