import type { FieldValue } from '../../contract/api.ts'
import type { Locale } from '../../contract/label.ts'

/** A company that does not exist, as data: which records to make, in which order, and how their values come about. */
export interface DemoPlan {
  /** The same seed makes the same company. */
  seed: number
  /** How often a record that belongs to no other speaks a language, by weight. */
  languages: Record<Locale, number>
  /** In the order in which they are made: a set refers only to sets before it. */
  sets: DemoSet[]
  words: Record<string, Words>
}

/** Words for texts: the same in every language, or apart. */
export type Words = string[] | Record<Locale, string[]>

/** Records of one module that are alike. */
export interface DemoSet {
  /** The name of its file; other sets refer to it by this name. */
  key: string
  module: string
  /** How many, for a set that stands for itself … */
  count?: number
  /** … or how many for each record of another set. */
  for?: ForEach
  /** The reference whose record says which language this one speaks; that of `for` if absent. */
  language?: string
  /** A value that no two records of the set share. */
  distinct?: string
  /** The reference to a user who is to have made the record; whoever asked for the data if absent. */
  by?: string
  /** Values that only other values use, made first. */
  let?: Record<string, Generator>
  /** By field, made in this order. */
  values: Record<string, Generator>
  /** By link: records of another set. */
  links?: Record<string, { record: string; times: Range; same?: Record<string, string> }>
}

export interface ForEach {
  set: string
  /** The field that refers to it. */
  as?: string
  where?: Where
  /** For how many of them: 0 to 1. */
  share?: number
  /** How many for each; one if absent. */
  times?: Range
}

export type Range = [from: number, to: number]
/** By path: the value, or the values, that a record must have. */
export type Where = Record<string, FieldValue | FieldValue[]>

/** How a value comes about: a constant, or an object with one of these shapes. */
export type Generator = string | number | boolean | null | GeneratorSpec

export type GeneratorSpec = {
  [K in keyof GeneratorShapes]: GeneratorShapes[K] & { [Other in Exclude<keyof GeneratorShapes, K>]?: never }
}[keyof GeneratorShapes]

/** Each shape by the property that tells it from the others. */
export interface GeneratorShapes {
  /** One word of a list. */
  words: { words: string }
  /** One of these, each as often as its weight says. */
  choose: { choose: FieldValue[] | Record<string, number> }
  /** A text, or one of several, with placeholders: see write-text.ts. */
  text: { text: Text | Record<Locale, Text> }
  /** A number; `low`: small ones are far more frequent, as with amounts. */
  number: { number: Range; step?: number; low?: boolean }
  /** Days from today, or from the date that a path leads to; never on a weekend. */
  date: { date: Range; after?: string }
  /** The same with a time within these hours (9 to 18 if absent), on a quarter of an hour. */
  datetime: { datetime: Range; hours?: Range; after?: string }
  /** Minutes after the time that a path leads to. */
  minutes: { minutes: Range; after: string }
  /** A record of a set, of those that meet `where` and share these values with this one: {their path: own path}. */
  record: { record: string | string[]; where?: Where; same?: Record<string, string> }
  /** A record that the product's metadata names: a role, a profile, a currency. */
  code: { code: string; in: string }
  /** What a path leads to: an own value, or `account.owner`; `each` is the record of `for`. */
  copy: { copy: string }
  /** By the value that a path leads to. */
  case: { case: string; of: Record<string, Generator>; else?: Generator }
  /** The sum of own values; `-key` is taken off. */
  sum: { sum: string[] }
  /** A part of an own value. */
  percent: { percent: number; of: string }
  /** Something as often as this (0 to 1), else nothing. */
  share: { share: number; of: Generator }
  /** Several different ones. */
  list: { list: Generator; times: Range }
  /** A value of parts: an address. */
  object: { object: Record<string, Generator> }
}

export type Text = string | string[]
