import { spawn } from 'node:child_process'
import module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runChecks } from './checks.mjs'
import { SetupError } from './messages.mjs'
import { inRoot } from './root.mjs'

const MAIN = inRoot('engine', 'cli', 'main.ts')
const VITE = inRoot('node_modules', 'vite', 'bin', 'vite.js')
/** Files without their types, compiled: half of what a start costs. Node looks at their contents and goes without where it cannot write. */
const COMPILED = inRoot('node_modules', '.cache', 'mortise')
const VITEST = inRoot('node_modules', 'vitest', 'vitest.mjs')

/** Commands that are not the application's own; every other name is handed to engine/cli/main.ts. */
const TOOLS = {
  check: (args) => runChecks(args),
  dev: (args) =>
    runAll([
      ['--watch', '--watch-preserve-output', MAIN, 'start', ...args],
      [VITE, '--config', inRoot('ui', 'vite.config.ts')],
    ]),
  test: (args) => runAll([[VITEST, 'run', ...args]]),
  'test:deep': (args) => runAll([[inRoot('test', 'access', 'deep', 'main.ts'), ...args]]),
  bench: (args) => runAll([[inRoot('test', 'bench', 'main.ts'), ...args]]),
  'bench:ui': (args) => runAll([[inRoot('test', 'bench', 'ui', 'main.ts'), ...args]]),
  screenshots: (args) => runAll([[inRoot('test', 'screenshots', 'main.ts'), ...args]]),
}

/** Runs a command in this process where it is the application's, else the tool for it. */
export async function runCommand(command, args) {
  stopWithParent()
  const tool = Object.hasOwn(TOOLS, command) ? TOOLS[command] : null
  if (tool) {
    process.exitCode = await tool(args)
    return
  }
  process.argv = [process.execPath, MAIN, command, ...args]
  module.enableCompileCache(COMPILED)
  await import(pathToFileURL(MAIN).href)
  // A server that is killed later would not write it down.
  module.flushCompileCache()
}

/** Goes on with another Node, which does all the rest, with the flags of this one. */
export async function runWithOtherNode(node, args) {
  stopWithParent()
  process.exitCode = await runAll([[...process.execArgv, ...args]], node)
}

/**
 * Runs Node programs side by side until the first one ends, then ends the others. Signals are passed on.
 * Resolves with the exit code of the one that ended first; one that a signal ended counts as 128 and its number.
 */
function runAll(programs, node = process.execPath) {
  const env = {
    MORTISE_API: ownAddress(),
    ...process.env,
    MORTISE_LAUNCHER: String(process.pid),
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  }
  const children = programs.map((args) => spawn(node, args, { stdio: 'inherit', env, cwd: process.cwd() }))
  const signals = forwardSignals(children)
  return new Promise((resolve, reject) => {
    let first = null
    let running = children.length
    for (const child of children) {
      child.on('error', (error) => reject(new SetupError(`${node} could not be started: ${error.message}`)))
      child.on('exit', (code, signal) => {
        first ??= code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0)
        running -= 1
        // A second signal would tell an application that is stopping already to give up.
        if (!signals.wereForwarded) for (const other of children) other.kill('SIGTERM')
        signals.wereForwarded = true
        if (running > 0) return
        signals.stop()
        resolve(first)
      })
    }
  })
}

/** Where the server will answer, for Vite's proxy. */
function ownAddress() {
  const { HOST: host, PORT: port } = process.env
  const isEverywhere = !host || host === '0.0.0.0' || host === '::'
  return `http://${isEverywhere ? '127.0.0.1' : host}:${port || 3000}`
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/** Ctrl+C in a terminal reaches the children without our help; passing it on would count as a second, impatient one. */
function forwardSignals(children) {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const state = {
    wereForwarded: false,
    stop: () => {
      for (const name of names) process.off(name, forward)
    },
  }
  const forward = (name) => {
    state.wereForwarded = true
    if (name === 'SIGINT' && process.stdin.isTTY) return
    for (const child of children) child.kill(name)
  }
  for (const name of names) process.on(name, forward)
  return state
}

/** When npm or the launcher that started us is killed, nobody could stop us any more and the port would stay taken: stop as on SIGTERM. */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event && !process.env.MORTISE_LAUNCHER) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1000).unref()
}
