import type { MergedFile } from '../layers/merge-layers.ts'
import { nearestName } from '../nearest-name.ts'
import type { CheckScope } from './check-scope.ts'

/** A folder below modules/ is a module when some layer has a module.json for it. */
export function checkFolders(scope: CheckScope, files: ReadonlyMap<string, MergedFile>): void {
  const keys = [...scope.sources.modules.keys()]
  const reported = new Set<string>()
  for (const file of files.values()) {
    const key = file.place.module
    if (key === undefined || keys.includes(key) || reported.has(key) || scope.broken.has(`modules/${key}/module.json`)) continue
    reported.add(key)
    scope.report(file, { pointer: '', reason: `No layer has a modules/${key}/module.json.`, nearest: nearestName(key, keys) })
  }
}
