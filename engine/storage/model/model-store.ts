import type { Model } from '../../contract/model.ts'
import type { Database } from '../database.ts'
import { loadModel } from './stored-model.ts'

/** The metadata that a process works with. */
export interface ModelStore {
  current(): Model
  /** The model of a version that the database has; brings this process up to date when another one applied it. */
  at(version: number): Promise<Model>
  /** Takes over a model that this process applied itself. */
  replace(model: Model): void
}

/** Keeps one model in memory. Requests that began on the one before keep it until they end. */
export function createModelStore(database: Database, first: Model): ModelStore {
  let current = first
  let loading: Promise<void> | null = null

  const reload = async (): Promise<void> => {
    const model = await loadModel(database)
    if (model && model.version > current.version) current = model
  }
  const reloadOnce = (): Promise<void> => {
    loading ??= reload().finally(() => {
      loading = null
    })
    return loading
  }
  return {
    current: () => current,
    async at(version) {
      // What is being loaded may have been read before this version was there.
      for (let tries = 0; tries < 2 && current.version < version; tries += 1) await reloadOnce()
      return current
    },
    replace(model) {
      if (model.version > current.version) current = model
    },
  }
}
