/** The preference for what is opened first: the key of a module; home where it is not set. */
export const START_PAGE = 'start.page'
