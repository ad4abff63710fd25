import { describe, expect, it } from 'vitest'
import { parsed, sampleContext, sampleField } from '../testing/sample-model.ts'
import { cleanHtml, htmlToWords } from './clean-html.ts'
import { cleanText, codePoints } from './clean-text.ts'
import { emailField } from './email.ts'
import { longTextField } from './long-text.ts'
import { isPattern, matchesPattern } from './pattern.ts'
import { phoneField } from './phone.ts'
import { richTextField } from './rich-text.ts'
import { textField } from './text.ts'
import { urlField } from './url.ts'

describe('text', () => {
  it.each<[string, string, string | null]>([
    ['trims every kind of space', '\u3000\u00a0 张伟\ufeff\n', '张伟'],
    ['composes accents', 'e\u0301', 'é'],
    ['makes one line of many', 'a\r\n\tb\vc\u2028d', 'a b c d'],
    ['drops what nobody can see', 'a\u0007\u001b[31mb\u009f', 'a[31mb'],
    ['keeps emoji whole', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
    ['keeps right-to-left text', 'مرحبا', 'مرحبا'],
    ['is null for nothing but space', ' \u3000\n', null],
  ])('%s', (_rule, raw, expected) => {
    expect(parsed(textField, raw)).toBe(expected)
  })

  it.each(['a\0', '\ud83d', 'x\udc00y', '\udc00\ud800'])('refuses %j, which no database keeps', (raw) => {
    expect(cleanText(raw, 'many')).toBeNull()
    expect([textField, longTextField, richTextField, emailField, phoneField, urlField].map((type) => parsed(type, raw))).toEqual(new Array(6).fill('BAD_TEXT'))
  })

  it('counts characters as people do', () => {
    expect([codePoints('👍👍'), codePoints('张伟'), codePoints('é')]).toEqual([2, 2, 1])
    expect(parsed(textField, '👍'.repeat(255))).toBe('👍'.repeat(255))
    expect(parsed(textField, '👍'.repeat(256))).toBe('TOO_LONG')
    expect(parsed(textField, `  ${'x'.repeat(255)}  `)).toBe('x'.repeat(255))
  })

  it('says how long the text is and may be', () => {
    expect(textField.parse('x'.repeat(11), sampleField('text', { maxLength: 10 }), sampleContext())).toEqual({
      ok: false,
      problems: [{ field: 'it', code: 'TOO_LONG', params: { max: 10, length: 11 } }],
    })
    expect(parsed(textField, 'ab', { minLength: 3 })).toBe('TOO_SHORT')
  })

  it('must match its pattern as a whole', () => {
    const pattern = '[A-Z]{2}\\d+'
    expect(['AB12', 'AB12x', 'xAB12'].map((raw) => parsed(textField, raw, { pattern }))).toEqual(['AB12', 'PATTERN', 'PATTERN'])
    expect(parsed(textField, 'anything', { pattern: '(' })).toBe('PATTERN')
    expect([isPattern('a|b'), isPattern('('), isPattern('(?=a)'), isPattern('(a)\\1')]).toEqual([true, false, false, false])
  })

  it('matches in time linear in the text', () => {
    // A backtracking engine would not end before the test's time does.
    expect(matchesPattern('(a+)+b', 'a'.repeat(1000))).toBe(false)
  })

  it('keeps the lines of a long text', () => {
    expect(parsed(longTextField, ' a\r\nb\rc\u2028d\te ')).toBe('a\nb\nc\nd\te')
  })

  it('compares with any clean text, longer than the field itself or not', () => {
    const field = sampleField('text', { maxLength: 3, pattern: 'x' })
    expect(textField.operand?.(' abcdef ', field, sampleContext())).toEqual({ ok: true, value: 'abcdef' })
    expect(textField.operand?.('a\0', field, sampleContext())).toMatchObject({ ok: false, problem: { code: 'BAD_TEXT' } })
  })
})

describe('email', () => {
  it.each<[unknown, unknown]>([
    ['Ann.Lee+crm@Example.COM', 'Ann.Lee+crm@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['用户@例子.中国', '用户@例子.中国'],
    ["o'neil@example.ie", "o'neil@example.ie"],
    ['ann', 'EMAIL'],
    ['ann@', 'EMAIL'],
    ['@example.com', 'EMAIL'],
    ['a@b', 'EMAIL'],
    ['a..b@example.com', 'EMAIL'],
    ['.a@example.com', 'EMAIL'],
    ['a b@example.com', 'EMAIL'],
    ['a@b@example.com', 'EMAIL'],
    ['a@example..com', 'EMAIL'],
    ['a@-example.com', 'EMAIL'],
    ['a@example.com.', 'EMAIL'],
    ['a@10.0.0.1', 'EMAIL'],
    ['Ann <ann@example.com>', 'EMAIL'],
    ['ann@example.com, bob@example.com', 'EMAIL'],
    ['a@example.com\nbcc:x@y.z', 'EMAIL'],
    [`${'x'.repeat(65)}@example.com`, 'EMAIL'],
    [`a@${'x.'.repeat(150)}com`, 'TOO_LONG'],
    [5, 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(emailField, raw)).toBe(expected)
  })
})

describe('phone', () => {
  it.each<[unknown, unknown]>([
    ['+86 10 6552-9988', '+86 10 6552-9988'],
    ['(555) 123.4567 ext. 12', '(555) 123.4567 ext. 12'],
    ['555 1234 x12', '555 1234 x12'],
    ['0755-8888转12', '0755-8888转12'],
    ['１３８', '１３８'],
    ['110', '110'],
    ['010-1234/5678', '010-1234/5678'],
    ['12', 'PHONE'],
    ['call me', 'PHONE'],
    ['+', 'PHONE'],
    ['1'.repeat(33), 'PHONE'],
    ['555-CALL', 'PHONE'],
    ["1' or 1=1", 'PHONE'],
    [13_800_138_000, 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(phoneField, raw)).toBe(expected)
  })

  it('is found by its bare digits', () => {
    expect(phoneField.searchText?.('(010) 6552-9988', sampleField('phone'))).toBe('(010) 6552-9988 01065529988')
    expect(phoneField.searchText?.('１１０', sampleField('phone'))).toBe('１１０ 110')
    expect(phoneField.searchText?.('110', sampleField('phone'))).toBe('110')
  })
})

describe('url', () => {
  it.each<[unknown, unknown]>([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['www.example.com', 'https://www.example.com'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['localhost:3000', 'https://localhost:3000'],
    ['http://intranet/', 'http://intranet/'],
    ['HTTP://EXAMPLE.com', 'HTTP://EXAMPLE.com'],
    ['javascript:alert(1)', 'URL'],
    ['JaVaScRiPt:alert(1)', 'URL'],
    ['java\tscript:alert(1)', 'URL'],
    ['data:text/html,x', 'URL'],
    ['vbscript:x', 'URL'],
    ['file:///etc/passwd', 'URL'],
    ['mailto:a@b.c', 'URL'],
    ['//example.com', 'URL'],
    ['word', 'URL'],
    ['two words.com', 'URL'],
    ['https://', 'URL'],
    ['https:///x', 'URL'],
    ['http://[::1', 'URL'],
    [{}, 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(urlField, raw)).toBe(expected)
  })
})

describe('rich text', () => {
  it.each<[string, string | null]>([
    ['<p>Hello <b>you</b></p>', '<p>Hello <b>you</b></p>'],
    ['<script>alert(1)</script><p>x</p>', '<p>x</p>'],
    ['<p onclick="x()" style="color:red" class="y">x</p>', '<p>x</p>'],
    ['<img src=x onerror=alert(1)>', '<img src="x" />'],
    ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'],
    ['<a href="https://e.com" target="_blank">x</a>', '<a href="https://e.com" target="_blank" rel="noopener noreferrer">x</a>'],
    ['<iframe src="https://e.com"></iframe><form><input></form>', null],
    ['<svg><script>alert(1)</script></svg>', null],
    ['<img src="data:text/html;base64,AAAA">', '<img />'],
    ['<p><br></p>', null],
    ['&nbsp;', null],
    ['1 < 2 & 3', '1 &lt; 2 &amp; 3'],
  ])('makes of %s: %s', (raw, expected) => {
    expect(parsed(richTextField, raw)).toBe(expected)
  })

  it('cleans what it cleaned to the same again', () => {
    const once = cleanHtml('<div><p>a<script>b</script> &amp; <i>c</div><table><tr><td colspan=2>d')
    expect(cleanHtml(once)).toBe(once)
  })

  it('is searched and exported as its words', () => {
    expect(htmlToWords('<p>one</p><ul><li>two &amp; three</li><li>&lt;b&gt;</li></ul>a<br>b')).toBe('one two & three <b> a b')
    expect(richTextField.text('<p>one</p><p>two</p>', sampleField('rich_text'), sampleContext())).toBe('one two')
  })
})
