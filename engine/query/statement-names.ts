import { createHash } from 'node:crypto'

/** A statement gets its name when it is run for the third time: most filters that people make are never asked again. */
const USES_BEFORE_NAME = 3
/** Each connection of the pool keeps every named statement: so many at most, and so many texts are watched. */
const MOST_NAMES = 300
const MOST_TEXTS = 2_000

interface Use {
  count: number
  name?: string
}

const uses = new Map<string, Use>()
let named = 0

/** The name under which connections keep the plan of a text; undefined while it is not worth one. */
export function nameOfText(text: string): string | undefined {
  const use = uses.get(text) ?? watch(text)
  use.count += 1
  if (use.name === undefined && use.count >= USES_BEFORE_NAME && named < MOST_NAMES) {
    use.name = createHash('sha256').update(text).digest('base64url')
    named += 1
  }
  return use.name
}

function watch(text: string): Use {
  if (uses.size >= MOST_TEXTS) {
    const [oldest, use] = uses.entries().next().value ?? []
    if (oldest !== undefined) uses.delete(oldest)
    if (use?.name !== undefined) named -= 1
  }
  const use: Use = { count: 0 }
  uses.set(text, use)
  return use
}
