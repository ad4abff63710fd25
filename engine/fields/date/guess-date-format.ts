import { readByFormat } from './date-format.ts'

/**
 * The formats by which every sample can be read, the likeliest first; empty when there is none. Samples that are blank do not count.
 * `20-10-16` and `31-03-17` fit both DD-MM-YY and YY-MM-DD: the year is taken to be the part that varies least.
 */
export function guessDateFormats(samples: string[]): string[] {
  const texts = samples.filter((sample) => sample.trim() !== '').slice(0, 1000)
  const probe = texts[0]
  if (probe === undefined) return []
  const fitting = FORMATS.filter((format) => readByFormat(probe, format) !== null && texts.every((text) => readByFormat(text, format) !== null))
  return fitting
    .map((format, order) => ({ format, order, years: distinctYears(texts, format) }))
    .toSorted((a, b) => a.years - b.years || a.order - b.order)
    .map(({ format }) => format)
}

/** Dates in the order in which they are preferred where the samples cannot tell: ISO, China, then the day before the month but with slashes. */
const DATES = [
  'YYYY-MM-DD',
  'YYYY/M/D',
  'YYYY.M.D',
  'YYYY年M月D日',
  'YYYYMMDD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'DD.MM.YYYY',
  'D MMM YYYY',
  'D-MMM-YYYY',
  'MMM D, YYYY',
  'D MMM YY',
  'D-MMM-YY',
  'DD-MM-YY',
  'MM-DD-YY',
  'YY-MM-DD',
  'MM/DD/YY',
  'DD/MM/YY',
  'YY/MM/DD',
  'DD.MM.YY',
  'YY.MM.DD',
  'YY年M月D日',
]
const TIMES = [' HH:mm', ' HH:mm:ss', ' hh:mm A', ' hh:mm:ss A', ' Ah:mm', ' Ah:mm:ss', ' H时m分', ' H时m分s秒']
const FORMATS = [...DATES, ...DATES.flatMap((date) => TIMES.map((time) => date + time)), 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DDTHH:mm']

function distinctYears(texts: string[], format: string): number {
  return new Set(texts.map((text) => readByFormat(text, format)?.year)).size
}
