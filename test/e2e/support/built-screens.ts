import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../support/source-files.ts'
import { CHROMIUM } from './chromium.ts'

/** Vitest's global set-up of the tests in a browser: the screens are built as `npm start` builds them, when their sources changed. */
export async function setup(): Promise<void> {
  if (CHROMIUM === null) {
    process.stderr.write('No Chromium was found: the tests in a browser are skipped. Install it, or set CHROMIUM_PATH.\n')
    return
  }
  const { buildScreens } = (await import(pathToFileURL(path.join(ROOT, 'engine/cli/bootstrap/screens.mjs')).href)) as { buildScreens(): Promise<void> }
  await buildScreens()
}
