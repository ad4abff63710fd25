import type { FieldType } from './field-type.ts'

/** What types of one kind have in common: everything that a type's own file need not say. */
export type SharedMembers = Omit<FieldType, 'name' | 'label' | 'parameters' | 'schema' | 'widget'>
