import { ref, type Ref } from 'vue'
import { asProblem, problemText } from '../../i18n/problem-text.ts'
import { type Attempt, useAttempt } from './use-attempt.ts'

export interface FormAttempt extends Attempt {
  /** Why the last try was refused; empty where it was not, and while the next one is under way. */
  failure: Ref<string>
}

/** A form that is sent once at a time: what went wrong stands in the form. */
export function useFormAttempt(textOf: (error: unknown) => string = textOfProblem): FormAttempt {
  const failure = ref('')
  const { busy, attempt } = useAttempt((error) => {
    failure.value = textOf(error)
  })
  return {
    busy,
    failure,
    async attempt(work) {
      if (busy.value) return false
      failure.value = ''
      return attempt(work)
    },
  }
}

function textOfProblem(error: unknown): string {
  const problem = asProblem(error)
  return problem === null ? '' : problemText(problem)
}
