const CANDIDATES = [',', ';', '\t', '|', '，', '；', '^', '~', ':']

/** The delimiter of a CSV text, from its first lines: the one that cuts most lines into the same number of cells, the more the better. */
export function guessDelimiter(text: string): string {
  const lines = firstLines(text)
  const scores = CANDIDATES.map((candidate) => ({ candidate, score: scoreOf(candidate, lines) }))
  const best = scores.reduce((left, right) => (right.score > left.score ? right : left))
  return best.score > 0 ? best.candidate : ','
}

function scoreOf(delimiter: string, lines: string[]): number {
  const counts = lines.map((line) => line.split(delimiter).length - 1)
  const first = counts[0] ?? 0
  if (first === 0) return 0
  const alike = counts.filter((count) => count === first).length / counts.length
  return alike * alike * Math.min(first, 20)
}

/** Lines without what stands in quotes, so that commas inside texts do not count. */
function firstLines(text: string): string[] {
  return text
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 30)
}
