/** Where in the life of a record a handler runs; see engine/README.md for what each may do. */
export const HOOK_POINTS = [
  'record.preparing',
  'record.validating',
  'record.saving',
  'record.saved',
  'record.committed',
  'record.reading',
  'record.removing',
  'record.removed',
  'record.restored',
] as const
export type HookPoint = (typeof HOOK_POINTS)[number]

/** Which modules a handler is for; an empty selector means all. */
export interface HookSelector {
  module?: string
  behavior?: string
  id: string
  /** Lower runs first; 50 if absent. */
  order?: number
  /** Id of the plugin; `engine` if absent. */
  addedBy?: string
}

/** What the dispatcher knows of a module to select handlers. */
export interface HookSubject {
  key: string
  behaviors: { use: string }[]
}

export type HookHandler<B> = (batch: B) => void | Promise<void>

/** The one hook system. B is the batch of records that handlers get. */
export interface Hooks<B> {
  on(point: HookPoint, selector: HookSelector, handler: HookHandler<B>): () => void
  run(point: HookPoint, subject: HookSubject, batch: B): Promise<void>
  has(point: HookPoint, subject: HookSubject): boolean
  /** For tests and tracing: called before each handler. */
  observe(listener: (point: HookPoint, module: string, handlerId: string) => void): () => void
}

interface Registration<B> {
  point: HookPoint
  selector: HookSelector
  handler: HookHandler<B>
}

function selects(selector: HookSelector, subject: HookSubject): boolean {
  if (selector.module && selector.module !== subject.key) return false
  return !selector.behavior || subject.behaviors.some((behavior) => behavior.use === selector.behavior)
}

/** Makes an empty set of hooks. Registering the same id at the same point twice is an error. */
export function createHooks<B>(): Hooks<B> {
  const registrations: Registration<B>[] = []
  const observers = new Set<(point: HookPoint, module: string, handlerId: string) => void>()

  const matching = (point: HookPoint, subject: HookSubject) =>
    registrations.filter((registration) => registration.point === point && selects(registration.selector, subject))

  return {
    on(point, selector, handler) {
      const twin = registrations.find((other) => other.point === point && other.selector.id === selector.id)
      if (twin) throw new Error(`The hook "${selector.id}" at ${point} is already registered by ${twin.selector.addedBy ?? 'engine'}.`)
      const registration = { point, selector, handler }
      registrations.push(registration)
      registrations.sort((a, b) => (a.selector.order ?? 50) - (b.selector.order ?? 50))
      return () => {
        const at = registrations.indexOf(registration)
        if (at !== -1) registrations.splice(at, 1)
      }
    },
    async run(point, subject, batch) {
      for (const { selector, handler } of matching(point, subject)) {
        for (const observer of observers) observer(point, subject.key, selector.id)
        await handler(batch)
      }
    },
    has: (point, subject) => matching(point, subject).length > 0,
    observe(listener) {
      observers.add(listener)
      return () => void observers.delete(listener)
    },
  }
}
