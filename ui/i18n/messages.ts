/** The shape of the messages of an area, from its English file: every other language has exactly these keys. */
export type MessagesLike<T> = { [K in keyof T]: T[K] extends string ? string : MessagesLike<T[K]> }

/** Messages of one area, nested by part of the screen. */
export interface MessageTree {
  [key: string]: string | MessageTree
}

/**
 * Puts the area files of one language together: `./en/list.ts` exports `list` and becomes `list.…`.
 * `files` is what `import.meta.glob(…, { eager: true })` gives.
 */
export function collectAreas(files: Record<string, Record<string, MessageTree>>): MessageTree {
  return Object.fromEntries(Object.values(files).flatMap((exports) => Object.entries(exports)))
}
