/** What a run of the pictures was asked for. */
export interface PictureOptions {
  /** Where they are written. */
  folder: string
  /** Names of screens; all if empty. */
  only: string[]
  /** An installation that runs already, instead of one that is made and filled; its administrator's password with it. */
  running: { url: string; password: string } | null
}

const USAGE = 'Usage: npm run screenshots -- [--out FOLDER] [--only list,board] [--url URL --password PASSWORD]'

/** Reads the command line. Throws with the usage for what it does not know. */
export function readOptions(args: string[], standardFolder: string): PictureOptions {
  const given = new Map<string, string>()
  for (let index = 0; index < args.length; index += 2) {
    const [name = '', value] = args.slice(index, index + 2)
    if (!['--out', '--only', '--url', '--password'].includes(name) || value === undefined) throw new Error(USAGE)
    given.set(name, value)
  }
  const url = given.get('--url')
  return {
    folder: given.get('--out') ?? standardFolder,
    only: given.get('--only')?.split(',') ?? [],
    running: url === undefined ? null : { url, password: given.get('--password') ?? '' },
  }
}
