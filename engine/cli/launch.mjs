#!/usr/bin/env node
// Plain JavaScript without a dependency: it runs before anything is installed, on Node 20 as well.
import { installDependencies } from './bootstrap/dependencies.mjs'
import { fail, SetupError } from './bootstrap/messages.mjs'
import { findNode } from './bootstrap/node-version.mjs'
import { runCommand, runWithOtherNode } from './bootstrap/run.mjs'
import { buildScreens } from './bootstrap/screens.mjs'

/** Commands that need the built screens; every other command does without. */
const WITH_SCREENS = ['start', 'test', 'bench', 'bench:ui', 'screenshots']

const [command = 'start', ...args] = process.argv.slice(2)

try {
  const node = await findNode()
  if (node === process.execPath) {
    await installDependencies()
    if (WITH_SCREENS.includes(command)) await buildScreens()
    await runCommand(command, args)
  } else {
    await runWithOtherNode(node, process.argv.slice(1))
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  fail(error)
}
