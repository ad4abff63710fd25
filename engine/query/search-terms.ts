import type * as PinyinPro from 'pinyin-pro'
import type { Values } from '../contract/api.ts'
import type { FieldModel, ModuleModel } from '../contract/model.ts'
import type { FieldType } from '../fields/field-type.ts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { Registry } from '../kernel/registry.ts'

/** A record's vector holds at most so many terms: a long description cannot make its row unwieldy. */
const MOST_TERMS = 4_000
const LONGEST_NAME = 40
const LONGEST_PINYIN = 24

/** Terms of pinyin begin with this mark: they are no part of the text, and are found by their beginning. */
export const PINYIN_MARK = '~'
/** Stands behind the last character of a word, so that every character begins a pair. */
const WORD_END = ' '

/**
 * The fields that the contains-search of a module looks into: those declared searchable, the module's `search` and its name.
 * What saving puts into the vector and what searching checks again are both ruled by this list.
 */
export function searchedFields(module: ModuleModel, fieldTypes: Registry<FieldType>): FieldModel[] {
  const named = new Set([module.nameField, ...module.search])
  return module.fields.filter((field) => (field.searchable || named.has(field.key)) && fieldTypes.get(field.type)?.searchText !== undefined)
}

/** The terms of a record's `search_vector` (`array_to_tsvector($1::text[])`), from all of its values in the API's form. */
export function recordSearchTerms(module: ModuleModel, values: Values, fieldTypes: Registry<FieldType>): string[] {
  const texts: string[] = []
  const names: string[] = []
  for (const field of searchedFields(module, fieldTypes)) {
    const value = values[field.key]
    if (value === null || value === undefined) continue
    const text = fieldTypes.get(field.type)?.searchText?.(value, field) ?? ''
    texts.push(text)
    if (field.key === module.nameField) names.push(text)
  }
  return searchVectorTerms(texts, names)
}

/**
 * Distinct terms: every pair of neighbouring characters of every word, and the last character of each word by itself.
 * Of names in Chinese also the pinyin from each character on, as initials and in full: 张三丰 is found by `zs`, `zhangsan` and `san`.
 */
export function searchVectorTerms(texts: readonly string[], names: readonly string[] = []): string[] {
  const terms = new Set<string>()
  for (const text of texts) {
    for (const word of searchWords(text)) {
      for (const pair of pairsOf(word)) terms.add(pair)
      if (terms.size >= MOST_TERMS) break
    }
  }
  for (const name of names) for (const term of pinyinTerms(name)) terms.add(term)
  return [...terms]
}

/** A text as it is searched: compatibility forms folded, lower case, split at white space, without control characters. */
export function searchWords(text: string): string[] {
  if (PLAIN.test(text))
    return text
      .toLowerCase()
      .split(' ')
      .filter((word) => word !== '')
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(CONTROLS, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
}

/** The pairs of a word: `abc` gives `ab`, `bc`, `c `. */
export function pairsOf(word: string): string[] {
  const characters = [...word]
  return characters.map((character, index) => character + (characters[index + 1] ?? WORD_END))
}

/** A term in the text form of tsquery, where quotes and backslashes are doubled. */
export function quoteTerm(term: string): string {
  return `'${term.replace(/['\\]/g, '$&$&')}'`
}

function pinyinTerms(name: string): string[] {
  return (name.slice(0, LONGEST_NAME).match(HAN) ?? []).flatMap((run) => {
    const syllables = pinyinPro()
      .pinyin(run, { toneType: 'none', type: 'array', surname: 'head', v: true })
      .map((syllable) => syllable.toLowerCase())
    return syllables.flatMap((_, from) => {
      const rest = syllables.slice(from)
      return [rest.map((syllable) => syllable[0]).join(''), rest.join('')].map((term) => PINYIN_MARK + term.slice(0, LONGEST_PINYIN))
    })
  })
}

const pinyinPro = lazyModule<typeof PinyinPro>('pinyin-pro')
const HAN = /\p{Script=Han}+/gu
const PLAIN = /^[\x20-\x7e]*$/
const CONTROLS = /\p{Cc}/gu
