/** What a run of the bench of the screens was asked for. */
export interface UiBenchOptions {
  /** Where the rows are written as JSON; nowhere if null. */
  json: string | null
  /** Opportunities in the database. */
  rows: number
}

const USAGE = 'Usage: npm run bench:ui -- [--json FILE] [--rows 1000000]'
const MILLION = 1_000_000

/** Reads the command line. Throws with the usage for what it does not know. */
export function readOptions(args: string[]): UiBenchOptions {
  const options: UiBenchOptions = { json: null, rows: MILLION }
  for (let index = 0; index < args.length; index += 2) {
    const [name, value] = args.slice(index, index + 2)
    if (value === undefined) throw new Error(USAGE)
    if (name === '--json') options.json = value
    else if (name === '--rows') options.rows = Number(value)
    else throw new Error(USAGE)
  }
  // Accounts and contacts are shared out evenly among 500 owners.
  if (!Number.isInteger(options.rows) || options.rows < 5_000 || options.rows % 5_000 !== 0) throw new Error('--rows takes multiples of 5,000.')
  return options
}
