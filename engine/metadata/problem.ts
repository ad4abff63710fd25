/** One thing that is wrong with the metadata, and where. */
export interface MetadataProblem {
  /** Path of the file as a person finds it: below the layer's folder, or the path of an installation's item. */
  file: string
  /** The layer that the file belongs to. */
  layer: string
  /** RFC 6901 pointer into the file; '' is the whole file. */
  pointer: string
  /** Counted from 1; absent for what does not come from a file. */
  line?: number
  column?: number
  /** One sentence for people. */
  reason: string
  /** The right name that comes nearest to the wrong one. */
  nearest?: string
}

/** The problems as lines for a terminal, grouped by file; '' when there are none. */
export function formatProblems(problems: readonly MetadataProblem[]): string {
  const files = Map.groupBy(problems, (problem) => problem.file)
  return [...files].map(([file, list]) => [file, ...list.map(formatProblem)].join('\n')).join('\n\n')
}

function formatProblem(problem: MetadataProblem): string {
  const place = problem.line === undefined ? '' : `${problem.line}:${problem.column ?? 1}  `
  const pointer = problem.pointer === '' ? '' : `${problem.pointer}  `
  const nearest = problem.nearest === undefined ? '' : ` Did you mean "${problem.nearest}"?`
  return `  ${place}${pointer}${problem.reason}${nearest}`
}
