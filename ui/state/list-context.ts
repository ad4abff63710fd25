import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The list from which a record was opened, for the way to its neighbours and back. */
export interface ListContext {
  module: string
  /** Ids of the rows that were loaded, in their order. */
  ids: string[]
  /** How many there are in all, if that is known. */
  total: number | null
  /** The address of the list, with its view and filter. */
  address: string
}

export interface Neighbours {
  /** From 1. */
  position: number
  total: number
  previous: string | null
  next: string | null
}

export const useListContext = defineStore('list-context', () => {
  const context = ref<ListContext | null>(null)

  function remember(next: ListContext): void {
    context.value = next
  }

  /** Where a record stands in the list it was opened from; null when it was not opened from one. */
  function neighboursOf(module: string, id: string): Neighbours | null {
    const list = context.value
    const at = list?.module === module ? list.ids.indexOf(id) : -1
    if (!list || at < 0) return null
    return { position: at + 1, total: Math.max(list.total ?? 0, list.ids.length), previous: list.ids[at - 1] ?? null, next: list.ids[at + 1] ?? null }
  }

  /** The list of a module as it was left, else as it opens. */
  function addressOf(module: string): string | null {
    return context.value?.module === module ? context.value.address : null
  }

  return { remember, neighboursOf, addressOf }
})
