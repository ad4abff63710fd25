import { describe, expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'

function faultOf(text: string): string {
  const [fault] = parseJson(text).faults
  return fault ? `${fault.line}:${fault.column} ${fault.pointer} ${fault.reason}` : 'none'
}

describe('strict JSON', () => {
  it('knows where every member and item stands', () => {
    const parsed = parseJson('{\n  "a": [\n    1,\n    { "b/c": true }\n  ]\n}')
    expect(parsed.value).toEqual({ a: [1, { 'b/c': true }] })
    expect(parsed.positionOf('')).toEqual({ line: 1, column: 1 })
    expect(parsed.positionOf('/a')).toEqual({ line: 2, column: 3 })
    expect(parsed.positionOf('/a/0')).toEqual({ line: 3, column: 5 })
    expect(parsed.positionOf('/a/1/b~1c')).toEqual({ line: 4, column: 7 })
    expect(parsed.positionOf('/nothing')).toBeUndefined()
  })

  it.each([
    ['{"a": 1,}', '1:9  Not valid JSON: Unexpected "}".'],
    ['{\n  "a": tru\n}', "2:8  Not valid JSON: Unexpected identifier 'tru' found."],
    ['// hello\n{}', "1:1  Not valid JSON: Unexpected character '/' found."],
    ["{'a': 1}", "1:2  Not valid JSON: Unexpected character ''' found."],
    ['{"a": NaN}', "1:7  Not valid JSON: Unexpected character 'N' found."],
    ['', '1:1  The file is empty.'],
    [' \n', '1:1  The file is empty.'],
    ['{"a": 1e400}', '1:7 /a The number is too large.'],
  ])('tells line and column of what is wrong in %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault)
  })

  it('refuses a name that is written twice, also where one of them is escaped', () => {
    expect(faultOf('{"a": 1, "b": {"c": 1, "c": 2}}')).toBe('1:24 /b/c "c" stands twice in the same object.')
    expect(faultOf('{"a": 1, "\\u0061": 2}')).toBe('1:10 /a "a" stands twice in the same object.')
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the name %s at any depth and leaves prototypes alone', (name) => {
    const parsed = parseJson(`{"a": {"${name}": {"polluted": true}}}`)
    expect(parsed.faults[0]?.reason).toBe(`The name "${name}" is not allowed.`)
    expect(parsed.value).toEqual({ a: {} })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('finds a forbidden name that is written with escapes', () => {
    expect(faultOf('{"\\u005f_proto__": 1}')).toBe('1:2 /__proto__ The name "__proto__" is not allowed.')
  })

  it.each([
    ['half of a surrogate pair', '{"a": "\\ud800"}'],
    ['NUL', '{"a": "\\u0000"}'],
  ])('refuses text with %s', (_name, text) => {
    expect(faultOf(text)).toContain('/a The text holds a character that cannot be stored')
  })

  it('refuses nesting that is deep enough to exhaust the stack, and nesting that only looks silly', () => {
    expect(faultOf('['.repeat(200_000))).toBe('1:1  The values are nested too deeply.')
    expect(faultOf(`${'['.repeat(41)}${']'.repeat(41)}`)).toContain('nested more than 40 levels deep')
    expect(faultOf(`${'['.repeat(40)}${']'.repeat(40)}`)).toBe('none')
  })

  it('refuses a text that is too long', () => {
    expect(faultOf(`"${'x'.repeat(2_000_001)}"`)).toContain('The file is longer than')
  })

  it('reads a file that begins with a byte order mark', () => {
    expect(parseJson('\uFEFF{"a": 1}').value).toEqual({ a: 1 })
  })

  it('is not misled by colons and quotes within strings', () => {
    const text = '{"a\\": b": "x\\": 1", "c": ": \\"d\\": "}'
    expect(parseJson(text)).toMatchObject({ value: JSON.parse(text), faults: [] })
  })
})
