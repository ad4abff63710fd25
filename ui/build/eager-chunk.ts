import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

/**
 * Names the chunk of a module that the entry imports later, and all that it imports itself, in the head of the page: the browser fetches
 * them at once, beside what the entry does first. `module` is the whole path of its file.
 */
export function eagerChunk(module: string): Plugin {
  return {
    name: 'mortise-eager-chunk',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk')
        const start = chunks.find((chunk) => chunk.moduleIds.includes(module))
        if (!start) throw new Error(`No chunk has ${module}.`)
        const files = filesOf(start, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))
        return files.map((file) => `/${file}`).flatMap((address) => (html.includes(address) ? [] : [linkTo(address)]))
      },
    },
  }
}

/** A chunk, the chunks that it imports, and the styles of all of them. */
function filesOf(chunk: Rolldown.OutputChunk, all: Map<string, Rolldown.OutputChunk>, known = new Set<string>()): string[] {
  if (known.has(chunk.fileName)) return []
  known.add(chunk.fileName)
  const imported = chunk.imports.flatMap((file) => all.get(file) ?? []).flatMap((other) => filesOf(other, all, known))
  return [...imported, chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]
}

function linkTo(href: string): HtmlTagDescriptor {
  const rel = href.endsWith('.css') ? 'stylesheet' : 'modulepreload'
  return { tag: 'link', attrs: { rel, crossorigin: true, href }, injectTo: 'head' }
}
