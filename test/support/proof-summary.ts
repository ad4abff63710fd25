import type { Reporter, TestModule } from 'vitest/node'

declare module 'vitest' {
  interface TaskMeta {
    /** How many single things a test of the proof compared; 1 if absent. */
    compared?: number
  }
}

/** Where the proof of access stands. */
const PROOF = /\/test\/(access|field-rights|api\/abuse)\//

/** Says how much the proof of access compared, and how long it took: "Proof of access: 2500 tests, 20000 assertions, 120 s." */
export function proofSummary(): Reporter {
  return {
    onTestRunEnd(modules) {
      const proof = modules.filter(({ moduleId }) => PROOF.test(moduleId))
      const tests = proof.flatMap((module) => [...module.children.allTests('passed')])
      if (tests.length === 0) return
      const assertions = tests.reduce((sum, test) => sum + (test.meta().compared ?? 1), 0)
      process.stdout.write(`\nProof of access: ${tests.length} tests, ${assertions} assertions, ${Math.round(secondsOf(proof))} s.\n`)
    },
  }
}

function secondsOf(modules: readonly TestModule[]): number {
  return modules.reduce((sum, module) => sum + module.diagnostic().duration, 0) / 1000
}
