import type { Component } from 'vue'

/** One line of the palette. */
export interface PaletteEntry {
  key: string
  label: string
  hint?: string
  /** A name of metadata's, or a component. */
  icon: string | Component
  run(): unknown
}

export interface PaletteGroup {
  key: string
  label: string
  entries: PaletteEntry[]
}

/** How well a text answers what was typed: 3 begins with it, 2 a word does, 1 contains it, 0 not at all. */
export function matchScore(text: string, typed: string): number {
  const where = text.toLowerCase()
  const what = typed.trim().toLowerCase()
  if (what === '') return 1
  if (where.startsWith(what)) return 3
  const at = where.indexOf(what)
  if (at < 0) return 0
  return /[\s\-–·:(]/.test(where.charAt(at - 1)) ? 2 : 1
}

/** The entries that answer, best first. `words`: all texts by which an entry is known. */
export function bestMatches<T>(entries: readonly T[], typed: string, words: (entry: T) => string[]): T[] {
  return entries
    .map((entry) => ({ entry, score: Math.max(0, ...words(entry).map((word) => matchScore(word, typed))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
}
