import { execFile } from 'node:child_process'
import path from 'node:path'
import { SetupError } from './messages.mjs'
import { inRoot } from './root.mjs'

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error']

/** Runs npm in the checkout. `purpose` ends the sentence "npm could not …" when it fails. */
export function npm(args, purpose) {
  const [program, before] = npmProgram()
  const env = { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}` }
  return new Promise((resolve, reject) => {
    execFile(program, [...before, ...args, ...QUIET], { cwd: inRoot(), env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) reject(new SetupError(`npm could not ${purpose}: ${reasonIn(`${stdout}\n${stderr}`) || error.message}`))
      else resolve()
    })
  })
}

/** The npm that started us, else the one in the path. */
function npmProgram() {
  const started = process.env.npm_execpath
  if (started?.endsWith('npm-cli.js')) return [process.execPath, [started]]
  return ['npm', []]
}

const REASONS = [
  [/ENOSPC|no space left/i, 'the disk is full.'],
  [/EACCES|EPERM|EROFS/, 'this user may not write to the folder of Mortise.'],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i, 'the npm registry cannot be reached.'],
]

/** A known reason, else npm's own words without its prefix. */
function reasonIn(output) {
  const known = REASONS.find(([pattern]) => pattern.test(output))
  if (known) return known[1]
  return output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .join('\n')
}
