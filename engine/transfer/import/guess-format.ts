import { guessDateFormats } from '../../fields/date/guess-date-format.ts'
import { guessDecimalSign } from '../../fields/number/guess-decimal-sign.ts'
import type { ImportTarget } from './import-targets.ts'

/** The likeliest format of a column's cells: for dates a pattern (`DD-MM-YY`), for numbers `1,234.56` or `1.234,56`; else undefined. */
export function guessFormat(target: ImportTarget, samples: string[]): string | undefined {
  const { family } = target.type
  if (family === 'date' || family === 'datetime') return guessDateFormats(samples)[0]
  if (family === 'number') return guessDecimalSign(samples) === ',' ? '1.234,56' : '1,234.56'
  return undefined
}
