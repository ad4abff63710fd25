import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inRoot } from './root.mjs'

const bin = (...parts) => inRoot('node_modules', ...parts)

const SOURCES = ['engine', 'plugins', 'ui', 'migrations', 'test'].filter((folder) => existsSync(inRoot(folder)))

const CHECKS = [
  { name: 'format', program: bin('@biomejs', 'biome', 'bin', 'biome'), args: ['format', '.'] },
  { name: 'lint', program: bin('oxlint', 'bin', 'oxlint'), args: ['--deny-warnings'] },
  { name: 'types', program: bin('typescript', 'bin', 'tsc'), args: ['--noEmit', '-p', '.', ...onlyWhatChanged('server')] },
  {
    name: 'types of the screens',
    program: bin('vue-tsc', 'bin', 'vue-tsc.js'),
    args: ['--noEmit', '-p', 'ui', ...onlyWhatChanged('screens')],
    needs: 'ui/tsconfig.json',
  },
  { name: 'layers', program: bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), args: [...SOURCES, '--config', '.dependency-cruiser.mjs'] },
  { name: 'dead code', program: bin('knip', 'bin', 'knip.js'), args: ['--no-progress', '--no-config-hints'] },
]

/** The compiler keeps what it found, and looks again only at what that hangs on. */
function onlyWhatChanged(name) {
  return ['--incremental', '--tsBuildInfoFile', inRoot('dist', 'check', `${name}.tsbuildinfo`)]
}

/** Runs all checks side by side and prints each when it ends; with names, only those. Resolves with the exit code. */
export async function runChecks(names) {
  const chosen = CHECKS.filter(({ name, needs }) => (names.length === 0 || names.includes(name)) && (!needs || existsSync(inRoot(needs))))
  const results = await Promise.all(chosen.map(runCheck))
  const failed = chosen.filter((_, index) => results[index] !== 0)
  process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.map(({ name }) => name).join(', ')}.\n`)
  return failed.length === 0 ? 0 : 1
}

function runCheck({ name, program, args }) {
  const begin = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('close', (code) => {
      const seconds = ((Date.now() - begin) / 1000).toFixed(1)
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`)
      if (code !== 0) process.stdout.write(Buffer.concat(output))
      resolve(code ?? 1)
    })
  })
}
