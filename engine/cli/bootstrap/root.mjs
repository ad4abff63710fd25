import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A path inside the checkout, wherever the command was started. */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts)
}
