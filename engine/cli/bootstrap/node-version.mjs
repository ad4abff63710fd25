import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { SetupError, tell } from './messages.mjs'
import { npm } from './npm.mjs'
import { inRoot } from './root.mjs'

/** From this release on Node runs the sources as they are. */
const WANTED = [24, 15]
const OLDEST = [20, 0]
const RANGE = '^24.15.0'

/** The Node that runs Mortise: this one where it is new enough, else one of npm's that is brought into .node. */
export async function findNode() {
  if (isAtLeast(WANTED)) return process.execPath
  if (!isAtLeast(OLDEST)) throw new SetupError(`Mortise needs Node 20 or later to set itself up; this is Node ${process.versions.node}.`)

  const folder = inRoot('.node', 'v24')
  const name = packageName()
  const program = inRoot('.node', 'v24', 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) await bringNode(folder, name)
  return program
}

/**
 * The package "node" only picks one of these by an install script; taking the one for this machine needs no script.
 * The folder gets its name when it is whole.
 */
async function bringNode(folder, name) {
  tell(`This is Node ${process.versions.node}: bringing Node 24 into .node (first start only)…`)
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    await npm(['install', '--prefix', unfinished, '--no-save', '--no-package-lock', '--ignore-scripts', `${name}@${RANGE}`], 'bring Node 24')
    rmSync(folder, { recursive: true, force: true })
    renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Names as the package "node" uses them. */
function packageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${process.arch}`
}

function isAtLeast([major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}
