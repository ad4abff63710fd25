import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, "N passed, N failed, N skipped", for programs that judge it. A file that cannot be loaded counts as a failure. */
export function plainSummary(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const states = modules.flatMap(statesOf)
      const count = (state: string) => states.filter((other) => other === state).length
      process.stdout.write(`\n${count('passed')} passed, ${count('failed') + unhandledErrors.length} failed, ${count('skipped')} skipped\n`)
    },
  }
}

function statesOf(module: TestModule): string[] {
  const tests = [...module.children.allTests()].map((test) => test.result().state)
  const hasSuiteError = module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0)
  return hasSuiteError ? [...tests, 'failed'] : tests
}
