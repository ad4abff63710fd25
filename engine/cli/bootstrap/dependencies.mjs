import { readFileSync } from 'node:fs'
import { tell } from './messages.mjs'
import { npm } from './npm.mjs'
import { inRoot } from './root.mjs'

/** Installs what package-lock.json says, unless exactly that is there. */
export async function installDependencies() {
  const wanted = packagesIn('package-lock.json')
  const installed = packagesIn('node_modules', '.package-lock.json')
  if (wanted && installed && isInstalled(wanted, installed)) return

  tell(installed ? 'Dependencies have changed: installing…' : 'Installing dependencies (first start only)…')
  await npm(['ci', '--include=dev'], 'install the dependencies')
}

/**
 * npm writes down what it installed as its last step, so an installation that was cut off is not taken for one.
 * Optional packages may be missing: they are for other systems.
 */
function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version)
}

function packagesIn(...file) {
  try {
    return JSON.parse(readFileSync(inRoot(...file), 'utf8')).packages
  } catch {
    return null
  }
}
