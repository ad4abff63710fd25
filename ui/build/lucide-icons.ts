import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** One shape of an icon: the tag and its attributes. */
type Shape = [tag: string, attributes: Record<string, string>]
interface IconSet {
  icons: Record<string, { body: string }>
  aliases: Record<string, { parent: string }>
}

const COMMON = 'virtual:lucide/common'
const LETTER = 'virtual:lucide/letter-'
const TABLE = 'virtual:lucide'

/**
 * Lucide icons whose names stand in metadata, so that they are known only at run time. `virtual:lucide` offers
 * `loadCommon()`, the icons that the metadata at hand names, in one small chunk, and `loaders`, all others in one lazy chunk a letter.
 */
export function lucideIcons(options: { metadata: string[] }): Plugin {
  const set = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as IconSet
  const names = [...Object.keys(set.icons), ...Object.keys(set.aliases)]
  const letters = [...new Set(names.map((name) => name.charAt(0)))].sort()

  return {
    name: 'mortise-lucide-icons',
    resolveId: (id) => (id.startsWith(TABLE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${COMMON}`) return moduleOf(set, iconNamesIn(options.metadata))
      if (id.startsWith(`\0${LETTER}`))
        return moduleOf(
          set,
          names.filter((name) => name.startsWith(id.slice(LETTER.length + 1))),
        )
      if (id !== `\0${TABLE}`) return undefined
      const loaders = letters.map((letter) => `${JSON.stringify(letter)}: () => import('${LETTER}${letter}').then((m) => m.icons)`)
      return `export const loadCommon = () => import('${COMMON}').then((m) => m.icons)\nexport const loaders = { ${loaders.join(', ')} }`
    },
  }
}

function moduleOf(set: IconSet, names: string[]): string {
  const shapes = names.flatMap((name) => {
    const icon = set.icons[name] ?? set.icons[set.aliases[name]?.parent ?? '']
    return icon ? [[name, shapesOf(icon.body)]] : []
  })
  return `export const icons = ${JSON.stringify(Object.fromEntries(shapes))}`
}

/** The shapes of an icon's body; what all icons share (stroke, width) is set by the component. */
function shapesOf(body: string): Shape[] {
  return [...body.matchAll(/<(path|rect|circle|ellipse)\s([^>]*?)\/?>/g)].map(([, tag = '', text = '']) => {
    const attributes = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])
    return [tag, Object.fromEntries(attributes.filter(([name = '', value]) => !name.startsWith('stroke') && !(name === 'fill' && value === 'none')))]
  })
}

/** Every name of an icon in the JSON files of these folders. */
function iconNamesIn(folders: string[]): string[] {
  const files = folders
    .filter((folder) => statSync(folder, { throwIfNoEntry: false }))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .map((file) => join(folder, file)),
    )
  const names = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/"icon"\s*:\s*"([a-z][a-z0-9-]*)"/g)].map(([, name = '']) => name))
  return [...new Set(names)].sort()
}
