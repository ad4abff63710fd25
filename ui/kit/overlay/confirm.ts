import { shallowRef, type ShallowRef } from 'vue'

export interface ConfirmOptions {
  title: string
  text?: string
  confirmLabel: string
  danger?: boolean
}
export interface OpenQuestion extends ConfirmOptions {
  answer(yes: boolean): void
}

const question = shallowRef<OpenQuestion | null>(null)

/** Asks before something that cannot be taken back lightly: `if (await confirm({ … })) …`. ConfirmHost draws it. */
export function useConfirm(): (options: ConfirmOptions) => Promise<boolean> {
  return (options) => {
    question.value?.answer(false)
    return new Promise((resolve) => {
      question.value = {
        ...options,
        answer(yes) {
          question.value = null
          resolve(yes)
        },
      }
    })
  }
}

/** For ConfirmHost. */
export function useOpenQuestion(): Readonly<ShallowRef<OpenQuestion | null>> {
  return question
}
