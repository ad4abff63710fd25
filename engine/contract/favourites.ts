/** Something a user marked with a star: a record, or a list with one of its views. `label` as it was then. */
export interface Favourite {
  module: string
  /** '' for a list. */
  id: string
  /** The key of a list's view; '' for a record, and for the list as it opens. */
  view: string
  label: string
  [key: string]: string
}

/** The preference in which the screens keep all that a user set for them, as one object. */
export const SCREEN_PREFERENCES = 'ui'
/** What of it holds the favourites, as a list. */
export const FAVOURITES = 'favourites'
