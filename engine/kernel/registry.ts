/** A named set that plugins add to; every entry remembers who added it, and `add` returns its undo. */
export interface Registry<T> {
  add(name: string, entry: T, addedBy?: string): () => void
  get(name: string): T | undefined
  names(): string[]
  entries(): [string, T][]
}

/** Makes an empty registry; `kind` is the word for an entry in messages ("field type"). */
export function createRegistry<T>(kind: string): Registry<T> {
  const entries = new Map<string, { entry: T; addedBy: string }>()
  return {
    add(name, entry, addedBy = 'engine') {
      const before = entries.get(name)
      if (before) throw new Error(`The ${kind} "${name}" of ${addedBy} is already added by ${before.addedBy}.`)
      entries.set(name, { entry, addedBy })
      return () => {
        if (entries.get(name)?.entry === entry) entries.delete(name)
      }
    },
    get: (name) => entries.get(name)?.entry,
    names: () => [...entries.keys()],
    entries: () => [...entries].map(([name, { entry }]) => [name, entry]),
  }
}
