/**
 * The modules that the platform itself needs. Code in engine/ and ui/ may name these and no others;
 * a test scans for the names of all other modules.
 */
export const SYSTEM_MODULES = ['users', 'roles', 'profiles', 'groups', 'currencies', 'taxes', 'tags', 'files', 'comments'] as const
export type SystemModule = (typeof SYSTEM_MODULES)[number]

/** A change in one of these changes what people may do. */
export const RIGHTS_MODULES: readonly string[] = ['users', 'roles', 'profiles', 'groups']
