import type { Condition, Sort } from './condition.ts'
import type { Label } from './label.ts'

/**
 * The resolved metadata of one installation: all layers merged, system fields and inverse relations added.
 * Plain data, the same on the server and in the browser (where it holds only what the actor may see).
 */
export interface Model {
  /** Grows with every apply; two models with the same version are the same. */
  version: number
  modules: Record<string, ModuleModel>
  picklists: Record<string, PicklistModel>
  areas: AreaModel[]
  currencies: CurrencyModel[]
  roles: RoleModel[]
  profiles: ProfileModel[]
  groups: GroupModel[]
  taxes: TaxModel[]
}

/** What a module can do; module.json lists them. */
export const CAPABILITIES = [
  'comments',
  'activities',
  'documents',
  'tags',
  'history',
  'recycleBin',
  'import',
  'export',
  'merge',
  'kanban',
  'calendar',
  'webForm',
  'portal',
  'approvals',
  'quickCreate',
  'api',
] as const
export type Capability = (typeof CAPABILITIES)[number]

export interface ModuleModel {
  key: string
  label: Label
  pluralLabel: Label
  description?: Label
  icon: string
  color: string
  area?: string
  order?: number
  system?: boolean
  nameField: string
  statusField?: string
  /** The picklist by whose values layouts are chosen (`for.recordTypes`). */
  recordTypeField?: string
  amountField?: string
  imageField?: string
  emailField?: string
  phoneField?: string
  parentField?: string
  calendar?: { start: string; end?: string }
  /** Its records stand in the timelines of the records that they belong to. `open`: which of them still have to be done. */
  timeline?: { kind: 'activity' | 'mail'; open?: Condition }
  portal?: { account?: string; contact?: string }
  number?: { field: string; prefix: string; digits?: number; start?: number }
  /** What the audit log tells besides changes. */
  audit?: { reads?: boolean }
  capabilities: Capability[]
  search: string[]
  duplicates: DuplicateRule[]
  indexes: { fields: string[]; unique?: boolean }[]
  behaviors: BehaviorUse[]
  /** Declared fields in their order, then the system fields (`system: true`). */
  fields: FieldModel[]
  /** Every list of related records: inverse references and both sides of links. */
  relations: RelationModel[]
  /** Links that this module declares (the other side sees them as relations). */
  links: LinkModel[]
  layouts: Record<string, LayoutModel>
  views: ViewModel[]
  access: ModuleAccess
}

/** The fields that every record has; they stand in every module's `fields` with `system: true`. */
export const SYSTEM_FIELDS = ['owner', 'created_at', 'created_by', 'updated_at', 'updated_by'] as const

/** Column names that no field may have. */
export const RESERVED_KEYS = ['id', 'version', 'deleted_at', 'search_vector', 'module', 'values', 'labels', 'can', ...SYSTEM_FIELDS] as const

/**
 * One field: the common properties and the parameters of its type.
 * Which parameters a type knows is ruled by the JSON Schema of the type; here they stand side by side.
 */
export interface FieldModel {
  key: string
  type: string
  label: Label
  system?: boolean
  required?: boolean
  unique?: boolean
  default?: unknown
  index?: boolean
  searchable?: boolean
  audited?: boolean
  readOnly?: boolean
  writeOnce?: boolean
  /** Kept and written, never shown unless a layout names it. */
  hidden?: boolean
  quickCreate?: boolean
  massEdit?: boolean
  visibleIf?: Condition
  requiredIf?: Condition
  readOnlyIf?: Condition
  validIf?: { condition: Condition; message: Label }
  copyFrom?: string
  help?: Label
  placeholder?: Label
  width?: number
  /** text, long_text: code points. */
  maxLength?: number
  minLength?: number
  /** text: an RE2 pattern that the whole value must match. */
  pattern?: string
  /** integer, decimal, money, percent: decimal strings; date, datetime: ISO strings. */
  min?: string
  max?: string
  /** decimal, percent, money: digits after the point. */
  scale?: number
  unit?: Label
  /** integer: digits in groups of three unless false. */
  grouping?: boolean
  /** rating: how many steps. */
  steps?: number
  /** picklist, multi_picklist: own values, or the key of a shared picklist. */
  values?: PicklistValueModel[]
  picklist?: string
  dependsOn?: string
  /** reference, references: the modules that may be referred to. */
  to?: string[]
  /** reference: also every module with this capability; the resolved model lists them in `to`. Such a field always refers to one of several. */
  toCapability?: Capability
  /** reference: the key of the relation that the other module gets. */
  inverse?: string
  inverseLabel?: Label
  onDelete?: 'clear' | 'restrict' | 'cascade'
  /** reference, user: only records that meet it are offered. */
  filter?: Condition
  /** file, files, image: media types (`image/*`) and size in bytes. */
  accept?: string[]
  maxSize?: number
  /** auto_number comes from module.number; nothing here. */
  [parameter: string]: unknown
}

export interface PicklistValueModel {
  key: string
  label: Label
  color?: string
  locked?: boolean
  /** So many records the column of a board holds before it warns. */
  wipLimit?: number
  aliases?: string[]
  sets?: Record<string, string>
  roles?: string[]
  for?: string[]
}

export interface PicklistModel {
  key: string
  label: Label
  values: PicklistValueModel[]
  closed?: boolean
}

export interface LinkModel {
  key: string
  /** `data.link_<module>_<key>` with left_id, right_id and a column for each field. */
  from: string
  to: string
  inverse: string
  label: Label
  inverseLabel: Label
  fields: FieldModel[]
}

/** A list of records that belong to a record: by a reference that points here, or by a link. */
export type RelationModel =
  | { key: string; label: Label; module: string; kind: 'reference'; field: string }
  | { key: string; label: Label; module: string; kind: 'link'; link: string; declaredBy: string; side: 'left' | 'right'; fields: FieldModel[] }

export interface DuplicateRule {
  match: { field: string; by: 'exact' | 'normalised' | 'similar' }[]
}

export interface BehaviorUse {
  use: string
  [option: string]: unknown
}

export interface LayoutSection {
  key: string
  label: Label
  columns?: number
  rows: (string | null)[][]
  collapsed?: boolean
  visibleIf?: Condition
}

export interface LayoutRelated {
  relation: string
  label?: Label
  columns?: string[]
  sort?: Sort[]
  filter?: Condition
  actions?: ('create' | 'link' | 'unlink')[]
}

export interface LayoutTab {
  key: string
  label: Label
  sections?: LayoutSection[]
  related?: LayoutRelated[]
  panel?: 'timeline' | 'comments' | 'history' | 'activities' | 'documents'
}

export interface LayoutModel {
  for?: { roles?: string[]; recordTypes?: string[] }
  highlights?: string[]
  path?: string
  sections?: LayoutSection[]
  tabs?: LayoutTab[]
  rail?: ('tags' | 'next-activities' | 'comments')[]
  columns?: string[]
  card?: string[]
}

export interface ViewModel {
  key: string
  label: Label
  columns: string[]
  filter?: Condition
  sort?: Sort[]
  totals?: string[]
  kpi?: boolean
  default?: boolean
  form?: 'list' | 'board' | 'calendar'
}

export type RecordAction = 'read' | 'create' | 'update' | 'delete' | 'import' | 'export' | 'merge' | 'convert'
export type FieldRight = 'hidden' | 'read' | 'write'
export type OrganisationDefault = 'private' | 'public_read' | 'public_read_write' | 'public_delete'

export interface ModuleAccess {
  organisation: OrganisationDefault
  /** The reference to the record that a record of this module belongs to, and as visible as which it is. */
  throughParent?: string
  profiles: Record<string, { actions: RecordAction[]; fields?: Record<string, FieldRight>; viewAll?: boolean; modifyAll?: boolean }>
}

export interface AreaModel {
  key: string
  label: Label
  icon: string
  modules: string[]
}
export interface CurrencyModel {
  key: string
  label: Label
  symbol: string
  decimals: number
  rate: string
  base: boolean
}
export interface RoleModel {
  key: string
  label: Label
  parent?: string
  profiles: string[]
}
export interface ProfileModel {
  key: string
  label: Label
  description?: Label
  viewAll?: boolean
  modifyAll?: boolean
  admin?: boolean
  defaults: RecordAction[]
}
export interface GroupModel {
  key: string
  label: Label
  roles?: string[]
  rolesAndBelow?: string[]
}
export interface TaxModel {
  key: string
  label: Label
  rate: string
  appliesTo: 'products' | 'shipping'
}
