import { expect, it } from 'vitest'
import { guessDelimiter } from './guess-delimiter.ts'

it.each([
  ['a,b,c\n1,2,3\n4,5,6', ','],
  ['a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5', ';'],
  ['a\tb\n"x, y"\t2\n"z; w"\t3', '\t'],
  ['a|b\n1|2', '|'],
  ['姓名，电话\n王珂，138\n林薇，139', '，'],
  ['name,note\n"a;b;c",1\n"d;e;f",2', ','],
  ['name,note\n"two\nlines; here",1\n"x",2', ','],
  ['time,name\n10:30,a\n11:45,b', ','],
  ['only\none\ncolumn', ','],
  ['', ','],
  ['a;b\r\n1;2\r\n3;4\r\n', ';'],
])('of %j is %j', (text, delimiter) => {
  expect(guessDelimiter(text)).toBe(delimiter)
})
