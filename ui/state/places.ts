import { addressOf, path, type QueryValue } from '../api/request.ts'

/** The addresses of the screens. Each area declares its routes in a routes.ts of its own. */
export const places = {
  list: (module: string, query: Record<string, QueryValue> = {}) => addressOf(path`/m/${module}`, query),
  record: (module: string, id: string) => path`/m/${module}/${id}`,
  /** `query`: first values of the form, by field. */
  create: (module: string, query: Record<string, QueryValue> = {}) => addressOf(path`/m/${module}/new`, query),
  edit: (module: string, id: string) => path`/m/${module}/${id}/edit`,
  print: (module: string, id: string) => path`/m/${module}/${id}/print`,
  bin: (module?: string) => addressOf('/bin', { module }),
  import: (module: string) => path`/import/${module}`,
  importRun: (id: string) => path`/imports/${id}`,
  notifications: () => '/notifications',
  /** `section`: a part of the profile page. */
  me: (section?: string) => (section === undefined ? '/me' : `/me#${section}`),
  signIn: (next?: string) => addressOf('/sign-in', { next }),
}
