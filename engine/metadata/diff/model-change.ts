/** What a change is about. */
export type ModelChangeKind =
  | 'module_added'
  | 'module_removed'
  | 'module_changed'
  | 'field_added'
  | 'field_removed'
  | 'rights_kept'
  | 'field_changed'
  | 'type_changed'
  | 'required_changed'
  | 'unique_changed'
  | 'index_changed'
  | 'target_changed'
  | 'value_removed'
  | 'link_added'
  | 'link_removed'
  | 'link_changed'
  | 'list_changed'

/** One difference between two models, for people: the plan of `mortise metadata plan`. */
export interface ModelChange {
  kind: ModelChangeKind
  /** `books`, `books.title`, `books/borrowers` for a link, or the name of a list such as `roles`. */
  subject: string
  /** One line that begins with +, - or ~. */
  sentence: string
  /** Why it must not be applied, and what to do instead. */
  refused?: string
}
