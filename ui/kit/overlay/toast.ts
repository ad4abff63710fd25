import { readonly, ref, type Ref } from 'vue'
import { i18n } from '../../i18n/i18n.ts'
import { asProblem, problemText } from '../../i18n/problem-text.ts'

export interface ToastOptions {
  text: string
  kind?: 'info' | 'success' | 'error'
  /** One thing that can be done about it: "Undo". */
  action?: { label: string; run: () => void }
  /** Small print: an error id. */
  note?: string
  /** Milliseconds until it goes; 0: stays until closed. */
  duration?: number
}
export interface Toast extends ToastOptions {
  id: number
  kind: 'info' | 'success' | 'error'
}

export interface ToastTools {
  show(options: ToastOptions): number
  success(text: string): number
  error(text: string, note?: string): number
  /** Says what failed, with the error id; says nothing of a request that was given up on purpose. */
  problem(error: unknown): void
  dismiss(id: number): void
}

const MOST_AT_ONCE = 4
const toasts = ref<Toast[]>([])
let lastId = 0

/** Short messages in the corner; ToastHost draws them. */
export function useToast(): ToastTools {
  const error = (text: string, note?: string) => show({ text, note, kind: 'error', duration: 8000 })
  return {
    show,
    dismiss,
    error,
    success: (text) => show({ text, kind: 'success' }),
    problem(thrown) {
      const problem = asProblem(thrown)
      if (problem) error(problemText(problem), problem.id && i18n.global.t('kit.errorId', { id: problem.id }))
    },
  }
}

/** For ToastHost. */
export function useToastList(): Readonly<Ref<readonly Toast[]>> {
  return readonly(toasts) as Readonly<Ref<readonly Toast[]>>
}

function show(options: ToastOptions): number {
  const toast: Toast = { kind: 'info', ...options, id: ++lastId }
  toasts.value = [...toasts.value, toast].slice(-MOST_AT_ONCE)
  const duration = options.duration ?? (options.action ? 8000 : 4000)
  if (duration > 0) setTimeout(() => dismiss(toast.id), duration)
  return toast.id
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}
