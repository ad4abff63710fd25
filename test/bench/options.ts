/** What a run of the bench was asked for. */
export interface BenchOptions {
  /** Where the rows are written as JSON; nowhere if null. */
  json: string | null
  /** One size and short rounds: less than five minutes with everything. */
  quick: boolean
  /** Opportunities in the database, ascending. */
  sizes: number[]
  /** Names of the cases to run; all if empty. */
  only: string[]
}

const FULL = [10_000, 100_000, 1_000_000]
const QUICK = [100_000]

const USAGE = 'Usage: npm run bench -- [--quick] [--json FILE] [--rows 10000,100000] [--only get,list]'

/** Reads the command line. Throws with the usage for what it does not know. */
export function readOptions(args: string[]): BenchOptions {
  const options: BenchOptions = { json: null, quick: false, sizes: [], only: [] }
  const rest = [...args]
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === '--quick') options.quick = true
    else if (name === '--json') options.json = valueOf(rest)
    else if (name === '--rows') options.sizes = valueOf(rest).split(',').map(Number)
    else if (name === '--only') options.only = valueOf(rest).split(',')
    else throw new Error(USAGE)
  }
  if (options.sizes.length === 0) options.sizes = options.quick ? QUICK : FULL
  // Accounts and contacts are shared out evenly among 500 owners.
  if (options.sizes.some((rows) => !Number.isInteger(rows) || rows < 5_000 || rows % 5_000 !== 0)) throw new Error('--rows takes multiples of 5,000.')
  return options
}

function valueOf(rest: string[]): string {
  const value = rest.shift()
  if (value === undefined) throw new Error(USAGE)
  return value
}
