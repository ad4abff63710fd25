import { addressOf, path, type QueryValue } from '../api/request.ts'

/** The parts of the settings. */
export type SettingsSection = 'users' | 'roles' | 'profiles' | 'groups' | 'sharing' | 'sign-in' | 'audit'

/** The addresses of the screens. Each area declares its routes in a routes.ts of its own. */
export const places = {
  list: (module: string, query: Record<string, QueryValue> = {}) => addressOf(path`/m/${module}`, query),
  record: (module: string, id: string) => path`/m/${module}/${id}`,
  /** `query`: first values of the form, by field. */
  create: (module: string, query: Record<string, QueryValue> = {}) => addressOf(path`/m/${module}/new`, query),
  edit: (module: string, id: string) => path`/m/${module}/${id}/edit`,
  print: (module: string, id: string) => path`/m/${module}/${id}/print`,
  /** 2 to 5 records of a module, side by side. */
  merge: (module: string, ids: readonly string[]) => addressOf(path`/m/${module}/merge`, { ids: ids.join(',') }),
  duplicates: (module: string) => path`/m/${module}/duplicates`,
  bin: (module?: string) => addressOf('/bin', { module }),
  import: (module: string) => path`/import/${module}`,
  importRun: (id: string) => path`/imports/${id}`,
  notifications: () => '/notifications',
  /** `section`: a part of the profile page. */
  me: (section?: string) => (section === undefined ? '/me' : `/me#${section}`),
  signIn: (next?: string) => addressOf('/sign-in', { next }),
  /** Where a password that somebody else chose is changed; `next` as at sign-in. */
  changePassword: (next?: string) => addressOf('/change-password', { next }),
  forgotten: () => '/password/forgotten',
  /** `id`: one user, role, profile or group. */
  settings: (section: SettingsSection, id?: string) => (id === undefined ? path`/settings/${section}` : path`/settings/${section}/${id}`),
  /** What secures the own account. */
  security: () => '/me/security',
}
