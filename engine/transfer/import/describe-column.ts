import { writeDate } from '../../contract/calendar-days.ts'
import type { ImportColumn } from '../../contract/import.ts'
import { readByFormat } from '../../fields/date/date-format.ts'
import { guessDateFormats } from '../../fields/date/guess-date-format.ts'
import { guessDecimalSign } from '../../fields/number/guess-decimal-sign.ts'

const MOST_FORMATS = 6

/** Adds what the samples of a column say of dates and numbers in it. */
export function describeColumn(column: Pick<ImportColumn, 'index' | 'header' | 'samples' | 'blank'>): ImportColumn {
  const dates = datesIn(column.samples)
  const isNumeric = column.samples.length > 0 && column.samples.every((sample) => /\d/.test(sample))
  return {
    ...column,
    ...(dates.length > 0 && { dates }),
    ...(isNumeric && { numbers: guessDecimalSign(column.samples) === ',' ? '1.234,56' : '1,234.56' }),
  }
}

/** Each format that fits, with the day that the first sample is by it. */
function datesIn(samples: string[]): NonNullable<ImportColumn['dates']> {
  return guessDateFormats(samples)
    .slice(0, MOST_FORMATS)
    .flatMap((format) => {
      const day = readByFormat(samples[0] ?? '', format)
      return day ? [{ format, reads: writeDate(day) }] : []
    })
}
