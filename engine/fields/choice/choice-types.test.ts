import { describe, expect, it } from 'vitest'
import { parsed, parsedText, sampleContext, sampleField } from '../testing/sample-model.ts'
import { booleanField } from './boolean.ts'
import { matchPicklistValue } from './choice-value.ts'
import { multiPicklistField } from './multi-picklist.ts'
import { picklistField } from './picklist.ts'
import { tagsField } from './tags.ts'

const shared = { picklist: 'industries' }
const context = sampleContext()

describe('boolean', () => {
  it.each<[string, unknown]>([
    ...['yes', 'Y', 'TRUE', '1', '是', '√', '✓', ' On ', 'x', '１'].map((word): [string, unknown] => [word, true]),
    ...['no', 'N', 'False', '0', '否', '×', 'off'].map((word): [string, unknown] => [word, false]),
    ['maybe', 'TYPE'],
    ['2', 'TYPE'],
    ['constructor', 'TYPE'],
    ['', null],
    [' ', null],
  ])('reads %j of a file as %s', (text, expected) => {
    expect(parsedText(booleanField, text)).toBe(expected)
  })

  it('is strict with what a client sends', () => {
    expect([true, false, 'true', 'yes', 1, 0, []].map((raw) => parsed(booleanField, raw))).toEqual([true, false, true, 'TYPE', 'TYPE', 'TYPE', 'TYPE'])
  })

  it('is shown as a word', () => {
    expect([true, false].map((value) => booleanField.text(value, sampleField('boolean'), sampleContext('zh-CN')))).toEqual(['是', '否'])
  })
})

describe('picklist', () => {
  it('takes keys of its own or of its shared list', () => {
    expect(parsed(picklistField, 'technology', shared)).toBe('technology')
    expect(parsed(picklistField, 'a', { values: [{ key: 'a', label: { en: 'A', 'zh-CN': '甲' } }] })).toBe('a')
    expect(['Technology', 'nosuch', '__proto__', 'technology '].map((raw) => parsed(picklistField, raw, shared))).toEqual([
      'NOT_IN_LIST',
      'NOT_IN_LIST',
      'NOT_IN_LIST',
      'NOT_IN_LIST',
    ])
    expect([
      parsed(picklistField, 'a', { picklist: 'nosuch' }),
      parsed(picklistField, 'a', { picklist: 'constructor' }),
      parsed(picklistField, 'a'),
      parsed(picklistField, 1, shared),
    ]).toEqual(['NOT_IN_LIST', 'NOT_IN_LIST', 'NOT_IN_LIST', 'TYPE'])
  })

  it.each<[string, unknown]>([
    ['technology', 'technology'],
    [' TECHNOLOGY ', 'technology'],
    ['科技', 'technology'],
    ['technolgy', 'technology'],
    ['it', 'technology'],
    ['Ｍedical', 'medical'],
    ['Food,  drink', 'food_drink'],
    ['techno', 'NOT_IN_LIST'],
    ['', null],
  ])('reads %j of a file as %s', (text, expected) => {
    expect(parsedText(picklistField, text, { parameters: shared })).toBe(expected)
  })

  it('prefers a key to a label, and a label to an alias', () => {
    const value = (key: string, en: string, aliases?: string[]) => ({ key, label: { en, 'zh-CN': en }, aliases })
    expect(matchPicklistValue('b', [value('a', 'B'), value('b', 'C')])?.key).toBe('b')
    expect(matchPicklistValue('x', [value('a', 'A', ['X']), value('b', 'X')])?.key).toBe('b')
    expect(matchPicklistValue('  ', [value('a', ' ')])).toBeUndefined()
  })

  it('is shown by its label, and by its key where the value is no longer in the list', () => {
    expect(['technology', 'gone'].map((value) => picklistField.text(value, sampleField('picklist', shared), sampleContext('zh-CN')))).toEqual(['科技', 'gone'])
  })
})

describe('multi_picklist', () => {
  it('holds each value once, in the order of the list', () => {
    expect(parsed(multiPicklistField, ['medical', 'technology', 'medical'], shared)).toEqual(['technology', 'medical'])
    expect(parsed(multiPicklistField, [], shared)).toBeNull()
  })

  it('reads several values from one cell, also where a label holds a comma', () => {
    expect(parsedText(multiPicklistField, '医疗；IT', { parameters: shared })).toEqual(['technology', 'medical'])
    expect(parsedText(multiPicklistField, 'Food, drink', { parameters: shared })).toEqual(['food_drink'])
    expect(parsedText(multiPicklistField, 'Medical, nosuch', { parameters: shared })).toBe('NOT_IN_LIST')
  })

  it('is compared by one member', () => {
    expect(multiPicklistField.operand?.('medical', sampleField('multi_picklist', shared), context)).toEqual({ ok: true, value: 'medical' })
    expect(multiPicklistField.operand?.('nosuch', sampleField('multi_picklist', shared), context)).toMatchObject({
      ok: false,
      problem: { code: 'NOT_IN_LIST' },
    })
  })
})

describe('tags', () => {
  it('are trimmed, and one where only case differs', () => {
    expect(parsed(tagsField, [' VIP ', 'vip', 'Q4  push', '', '标签'])).toEqual(['VIP', 'Q4  push', '标签'])
    expect([parsed(tagsField, []), parsed(tagsField, ['', ' '])]).toEqual([null, null])
  })

  it('are 50 at most, of 50 characters at most', () => {
    const many = Array.from({ length: 51 }, (_, index) => `tag ${index}`)
    expect([parsed(tagsField, many), parsed(tagsField, ['x'.repeat(51)]), parsed(tagsField, ['a\0'])]).toEqual(['TOO_MANY', 'TOO_LONG', 'BAD_TEXT'])
    expect(parsed(tagsField, many.slice(1))).toHaveLength(50)
  })

  it('are read from a cell with any separator', () => {
    expect(parsedText(tagsField, 'a, b；c、d|e\nf')).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })
})
