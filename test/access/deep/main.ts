import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../support/source-files.ts'

/** Tries new worlds for `--seconds N` (60 if absent), from `--seed N` on, and prints one line of JSON. Fails when something leaked or was blocked. */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: String(1000 + (Date.now() % 1_000_000)) } },
})
if (!/^\d+$/.test(values.seconds) || !/^\d+$/.test(values.seed) || values.seconds === '0') {
  process.stderr.write('Usage: npm run test:deep -- [--seconds N] [--seed N]\n')
  process.exit(2)
}

const folder = mkdtempSync(path.join(tmpdir(), 'mortise-deep-'))
const report = path.join(folder, 'report.json')
const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const child = spawn(process.execPath, [vitest, 'run', '--project', 'engine', 'test/access/deep/deep.test.ts'], {
  cwd: ROOT,
  // What is printed for people goes where it does not disturb programs.
  stdio: ['ignore', 2, 2],
  env: { ...process.env, DEEP_SECONDS: values.seconds, DEEP_SEED: values.seed, DEEP_REPORT: report },
})
child.on('exit', (code) => {
  try {
    process.stdout.write(`${readFileSync(report, 'utf8')}\n`)
  } catch {
    process.stderr.write('The run ended without a report.\n')
  }
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = code ?? 1
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
