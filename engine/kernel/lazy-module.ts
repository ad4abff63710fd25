import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * A library with large tables that an installation may never need: it is loaded when it is first asked for, in the middle of code
 * that cannot wait for an `import()`. Until then it costs neither time at the start nor memory.
 */
export function lazyModule<Library>(name: string): () => Library {
  let library: Library | undefined
  return () => {
    library ??= require(name) as Library
    return library
  }
}
