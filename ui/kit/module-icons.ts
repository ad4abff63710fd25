import { loadCommon, loaders } from 'virtual:lucide'
import { type Ref, shallowRef, watchEffect } from 'vue'

export type IconShape = [tag: string, attributes: Record<string, string>]

const known = new Map<string, IconShape[]>()
const opening = new Map<string, Promise<void>>()

/** The shapes of a Lucide icon by the name that metadata gives; empty until its chunk is there, and for a name that Lucide does not know. */
export function useIconShapes(name: () => string): Ref<IconShape[]> {
  const shapes = shallowRef<IconShape[]>(known.get(name()) ?? [])
  watchEffect(async () => {
    const wanted = name()
    const found = await findIcon(wanted)
    if (wanted === name()) shapes.value = found
  })
  return shapes
}

async function findIcon(name: string): Promise<IconShape[]> {
  if (!known.has(name)) await open('', loadCommon)
  const letter = name.charAt(0)
  const loader = loaders[letter]
  if (!known.has(name) && loader) await open(letter, loader)
  return known.get(name) ?? []
}

/** Opens a chunk once. A chunk that could not be fetched leaves the icon blank; the next one that asks tries again. */
function open(chunk: string, load: () => Promise<Record<string, IconShape[]>>): Promise<void> {
  const pending =
    opening.get(chunk) ??
    load().then(
      (icons) => {
        for (const [name, shapes] of Object.entries(icons)) known.set(name, shapes)
      },
      () => {
        opening.delete(chunk)
      },
    )
  opening.set(chunk, pending)
  return pending
}
