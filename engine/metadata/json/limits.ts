/** Names with which an object could reach into its prototype. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
/** Levels of objects and arrays in one file. */
export const MAX_DEPTH = 40
/** UTF-16 units in one file. */
export const MAX_TEXT_LENGTH = 2_000_000
