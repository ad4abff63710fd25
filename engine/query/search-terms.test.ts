import { describe, expect, it } from 'vitest'
import { libraryModel, testFieldTypes } from './testing/library-model.ts'
import { recordSearchTerms, searchedFields, searchVectorTerms, searchWords } from './search-terms.ts'

describe('search terms', () => {
  it('are the pairs of neighbouring characters of each word, and its last character', () => {
    expect(searchVectorTerms(['Abc d'])).toEqual(['ab', 'bc', 'c ', 'd '])
    expect(searchVectorTerms(['北京大学'])).toEqual(['北京', '京大', '大学', '学 '])
  })

  it('fold case, width and compatibility forms', () => {
    expect(searchWords('ＡＢＣ１２ ﬁn ÄB\u3000x\u0007y')).toEqual(['abc12', 'fin', 'äb', 'x', 'y'])
  })

  it('never split a character beyond the basic plane', () => {
    expect(searchVectorTerms(['😀𠮷'])).toEqual(['😀𠮷', '𠮷 '])
  })

  it('hold the pinyin of Chinese names, as initials and in full, from every character on', () => {
    expect(searchVectorTerms([], ['张三丰'])).toEqual(['~zsf', '~zhangsanfeng', '~sf', '~sanfeng', '~f', '~feng'])
    expect(searchVectorTerms([], ['ACME 北京'])).toEqual(['~bj', '~beijing', '~j', '~jing'])
  })

  it('read surnames as surnames', () => {
    expect(searchVectorTerms([], ['单田芳'])).toContain('~stf')
    expect(searchVectorTerms([], ['仇英'])).toContain('~qiuying')
  })

  it('stay within bounds for long texts and names', () => {
    const words = Array.from({ length: 9_000 }, (_, index) => String.fromCodePoint(0x4e00 + index))
    expect(searchVectorTerms([words.join(' ')])).toHaveLength(4_000)
    expect(searchVectorTerms([], ['长'.repeat(500)]).length).toBeLessThanOrEqual(100)
  })

  it('come from the searched fields of a record', () => {
    const { books } = libraryModel().modules
    if (!books) throw new Error('no books')
    expect(searchedFields(books, testFieldTypes()).map((field) => field.key)).toEqual(['name', 'labels', 'phone', 'notes', 'secret_note'])
    expect(recordSearchTerms(books, { name: 'ab', labels: ['cd'], phone: '12-3', notes: null, pages: 99 }, testFieldTypes())).toEqual([
      'ab',
      'b ',
      'cd',
      'd ',
      '12',
      '2-',
      '-3',
      '3 ',
      '23',
    ])
  })
})
