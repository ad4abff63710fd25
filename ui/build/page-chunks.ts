import type { Rolldown } from 'vite'

/**
 * Names the chunk of a module, so that a visit fetches a few files and not some forty small ones: one for what the start needs, one for
 * each of the pages, and `shared` for what several of the pages need beyond the start. All other modules are left to the bundler.
 */
export function pageChunks(input: { start: string; pages: Record<string, string>; shared: string }): Rolldown.CodeSplittingNameFunction {
  const known = new Map<string, Set<string>>()

  return (id, context) => {
    if (isForeign(id)) return null
    const needs = (root: string): boolean => {
      const reached = known.get(root) ?? reachedFrom(root, context)
      known.set(root, reached)
      return reached.has(id)
    }
    if (needs(input.start)) return 'start'
    const [page, ...others] = Object.entries(input.pages).flatMap(([name, root]) => (needs(root) ? [name] : []))
    return others.length > 0 ? input.shared : page
  }
}

/** Packages are left to the bundler: the front door of one leads to all of it, whatever of that is used. */
function isForeign(id: string): boolean {
  return id.includes('/node_modules/')
}

/** A module and all of ours that it imports at once, not later. */
function reachedFrom(root: string, context: Rolldown.ChunkingContext): Set<string> {
  const reached = new Set<string>([root])
  for (const id of reached) for (const imported of isForeign(id) ? [] : (context.getModuleInfo(id)?.importedIds ?? [])) reached.add(imported)
  return reached
}
