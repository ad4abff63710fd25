/**
 * The decimal sign of the numbers in a column of a file: the one that every number which shows it agrees on.
 * null: the samples say nothing (`1234`) or contradict each other (`1.5` beside `1,5`).
 */
export function guessDecimalSign(samples: string[]): '.' | ',' | null {
  const signs = new Set(samples.slice(0, 1000).map((sample) => signOf(sample.normalize('NFKC').replace(/[^\d.,]/g, ''))))
  signs.delete(null)
  if (signs.size !== 1) return null
  return [...signs][0] ?? null
}

/** What one number proves: both signs (the last is decimal), a repeated sign (grouping), or a tail that is no group of three. */
function signOf(digits: string): '.' | ',' | null {
  const [comma, point] = [digits.lastIndexOf(','), digits.lastIndexOf('.')]
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const sign = comma >= 0 ? ',' : '.'
  const parts = digits.split(sign)
  if (parts.length < 2) return null
  if (parts.length > 2) return other(sign)
  const [whole = '', tail = ''] = parts
  return tail.length === 3 && whole.length <= 3 && !/^0*$/.test(whole) ? null : sign
}

function other(sign: '.' | ','): '.' | ',' {
  return sign === '.' ? ',' : '.'
}
