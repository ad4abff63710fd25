/* Made from engine/metadata/schemas by `npm run types`: do not edit. */
import type {Condition, Sort} from '../condition.ts'
import type {Label} from '../label.ts'

export type FieldEntry =
  | AddressField
  | AutoNumberField
  | BooleanField
  | ColorField
  | DateField
  | DatetimeField
  | DecimalField
  | DurationField
  | EmailField
  | FileField
  | FilesField
  | GeoField
  | ImageField
  | IntegerField
  | JsonField
  | LongTextField
  | MoneyField
  | MultiPicklistField
  | PercentField
  | PhoneField
  | PicklistField
  | RatingField
  | ReferenceField
  | ReferencesField
  | RichTextField
  | SecretField
  | TagsField
  | TextField
  | TimeField
  | UrlField
  | UserField
/**
 * Address
 */
export type AddressField = FieldCommon & {
  type: 'address'
}
/**
 * Automatic number
 */
export type AutoNumberField = FieldCommon & {
  type: 'auto_number'
}
/**
 * Yes or no
 */
export type BooleanField = FieldCommon & {
  type: 'boolean'
}
/**
 * Colour
 */
export type ColorField = FieldCommon & {
  type: 'color'
}
/**
 * Date
 */
export type DateField = FieldCommon & {
  type: 'date'
  /**
   * First day.
   */
  min?: string
  /**
   * Last day.
   */
  max?: string
}
/**
 * Date and time
 */
export type DatetimeField = FieldCommon & {
  type: 'datetime'
  /**
   * First instant.
   */
  min?: string
  /**
   * Last instant.
   */
  max?: string
}
/**
 * Decimal number
 */
export type DecimalField = FieldCommon & {
  type: 'decimal'
  /**
   * Digits after the point.
   */
  scale?: number
  /**
   * Smallest value.
   */
  min?: string
  /**
   * Greatest value.
   */
  max?: string
  /**
   * Shown after the number.
   */
  unit?: {
    en: string
    'zh-CN': string
  }
}
/**
 * Duration
 */
export type DurationField = FieldCommon & {
  type: 'duration'
}
/**
 * E-mail
 */
export type EmailField = FieldCommon & {
  type: 'email'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
}
/**
 * File
 */
export type FileField = FieldCommon & {
  type: 'file'
  /**
   * Media types that are taken, for example image/*.
   *
   * @maxItems 50
   */
  accept?: string[]
  /**
   * Greatest size, in bytes.
   */
  maxSize?: number
}
/**
 * Files
 */
export type FilesField = FieldCommon & {
  type: 'files'
  /**
   * Media types that are taken, for example image/*.
   *
   * @maxItems 50
   */
  accept?: string[]
  /**
   * Greatest size, in bytes.
   */
  maxSize?: number
}
/**
 * Place on the map
 */
export type GeoField = FieldCommon & {
  type: 'geo'
}
/**
 * Picture
 */
export type ImageField = FieldCommon & {
  type: 'image'
  /**
   * Media types that are taken, for example image/*.
   *
   * @maxItems 50
   */
  accept?: string[]
  /**
   * Greatest size, in bytes.
   */
  maxSize?: number
}
/**
 * Whole number
 */
export type IntegerField = FieldCommon & {
  type: 'integer'
  /**
   * Smallest value.
   */
  min?: string
  /**
   * Greatest value.
   */
  max?: string
  /**
   * Shown after the number.
   */
  unit?: {
    en: string
    'zh-CN': string
  }
  /**
   * Digits in groups of three; false for years and numbers that only name something.
   */
  grouping?: boolean
}
/**
 * JSON
 */
export type JsonField = FieldCommon & {
  type: 'json'
}
/**
 * Long text
 */
export type LongTextField = FieldCommon & {
  type: 'long_text'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
  /**
   * Height of the input, in lines.
   */
  rows?: number
}
/**
 * Money
 */
export type MoneyField = FieldCommon & {
  type: 'money'
  /**
   * Digits after the point; the currency's if absent.
   */
  scale?: number
  /**
   * Smallest value.
   */
  min?: string
  /**
   * Greatest value.
   */
  max?: string
  /**
   * The only currency that the field takes.
   */
  currency?: string
}
/**
 * Multiple choice
 */
export type MultiPicklistField = FieldCommon & {
  type: 'multi_picklist'
  /**
   * Values of this field alone.
   *
   * @minItems 1
   * @maxItems 1000
   */
  values?: PicklistValue[]
  /**
   * The key of a list that fields share.
   */
  picklist?: string
  /**
   * The field whose value governs which values may be chosen (`for` of each value).
   */
  dependsOn?: string
}
/**
 * Percent
 */
export type PercentField = FieldCommon & {
  type: 'percent'
  /**
   * Digits after the point.
   */
  scale?: number
  /**
   * Smallest value.
   */
  min?: string
  /**
   * Greatest value.
   */
  max?: string
}
/**
 * Phone
 */
export type PhoneField = FieldCommon & {
  type: 'phone'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
}
/**
 * Picklist
 */
export type PicklistField = FieldCommon & {
  type: 'picklist'
  /**
   * Values of this field alone.
   *
   * @minItems 1
   * @maxItems 1000
   */
  values?: PicklistValue[]
  /**
   * The key of a list that fields share.
   */
  picklist?: string
  /**
   * The field whose value governs which values may be chosen (`for` of each value).
   */
  dependsOn?: string
}
/**
 * Rating
 */
export type RatingField = FieldCommon & {
  type: 'rating'
  /**
   * How many stars.
   */
  steps?: number
}
/**
 * Reference
 */
export type ReferenceField = FieldCommon & {
  type: 'reference'
  /**
   * The modules whose records may be chosen.
   *
   * @minItems 1
   * @maxItems 30
   */
  to?: string[]
  /**
   * Also every module that has this capability, those that come later included: `comments`.
   */
  toCapability?:
    | 'comments'
    | 'activities'
    | 'documents'
    | 'tags'
    | 'history'
    | 'recycleBin'
    | 'import'
    | 'export'
    | 'merge'
    | 'kanban'
    | 'calendar'
    | 'webForm'
    | 'portal'
    | 'approvals'
    | 'quickCreate'
    | 'api'
  /**
   * The key of the related list that the other module gets.
   */
  inverse?: string
  /**
   * The name of that list.
   */
  inverseLabel?: Label
  /**
   * What becomes of this record when the other is purged.
   */
  onDelete?: 'clear' | 'restrict' | 'cascade'
  /**
   * Only records that meet it are offered.
   */
  filter?: Condition
}
/**
 * References
 */
export type ReferencesField = FieldCommon & {
  type: 'references'
  /**
   * The module whose records may be chosen.
   *
   * @minItems 1
   * @maxItems 1
   */
  to: string[]
  /**
   * Only records that meet it are offered.
   */
  filter?: Condition
}
/**
 * Formatted text
 */
export type RichTextField = FieldCommon & {
  type: 'rich_text'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
}
/**
 * Secret
 */
export type SecretField = FieldCommon & {
  type: 'secret'
}
/**
 * Tags
 */
export type TagsField = FieldCommon & {
  type: 'tags'
}
/**
 * Text
 */
export type TextField = FieldCommon & {
  type: 'text'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
  /**
   * Shortest text, in characters.
   */
  minLength?: number
  /**
   * An RE2 pattern that the whole text must match.
   */
  pattern?: string
}
/**
 * Time
 */
export type TimeField = FieldCommon & {
  type: 'time'
}
/**
 * Web address
 */
export type UrlField = FieldCommon & {
  type: 'url'
  /**
   * Longest text, in characters.
   */
  maxLength?: number
}
/**
 * User
 */
export type UserField = FieldCommon & {
  type: 'user'
  /**
   * Only users that meet it are offered.
   */
  filter?: Condition
}

/**
 * Every kind of metadata file.
 */
export interface MetadataFiles {
  access: AccessFile
  conversions: ConversionsFile
  currencies: CurrenciesFile
  fields: FieldsFile
  groups: GroupsFile
  layout: LayoutFile
  menu: MenuFile
  module: ModuleFile
  picklist: PicklistFile
  profiles: ProfilesFile
  roles: RolesFile
  taxes: TaxesFile
  test: TestFile
  views: ViewsFile
  workflow: WorkflowFile
}
/**
 * Who may do what with a module before an admin changes it.
 */
export interface AccessFile {
  $schema?: string
  /**
   * What everybody may do with the records of everybody else; nothing (private) if absent.
   */
  organisation?: 'private' | 'public_read' | 'public_read_write' | 'public_delete'
  /**
   * The reference to the record that a record of this module belongs to: it is as visible as that one. What the organisation default opens follows the right to change the parent; without a parent the owner counts.
   */
  throughParent?: string
  /**
   * By the key of the profile. "*" stands for every profile that has no line here and is not an admin's; without it such profiles have their own defaults.
   */
  profiles?: {
    [k: string]: {
      actions: ('read' | 'create' | 'update' | 'delete' | 'import' | 'export' | 'merge' | 'convert')[]
      fields?: {
        [k: string]: 'hidden' | 'read' | 'write'
      }
      /**
       * Sees every record of this module.
       */
      viewAll?: boolean
      /**
       * Sees and changes every record of this module.
       */
      modifyAll?: boolean
    }
  }
}
/**
 * How a record becomes one of another module.
 */
export interface ConversionsFile {
  $schema?: string
  conversions: {
    key: string
    label: Label
    to: string
    /**
     * The field of the new record that points back.
     */
    link?: string
    /**
     * Field of the new record -> field of this one.
     */
    map: {
      [k: string]: string
    }
  }[]
}
/**
 * The stock currencies; the base currency has the rate 1.
 */
export interface CurrenciesFile {
  $schema?: string
  /**
   * @minItems 1
   */
  currencies: {
    key: string
    label: Label
    symbol: string
    decimals?: number
    rate: string
    base?: boolean
  }[]
}
/**
 * The fields of a module, in order. Composed of field.schema.json and the parameters of each field type by `npm run types`: do not edit.
 */
export interface FieldsFile {
  $schema?: string
  /**
   * @minItems 1
   */
  fields: FieldEntry[]
}
/**
 * What every field may say, whatever its type. The types add their own parameters; fields.schema.json is composed of both.
 */
export interface FieldCommon {
  key: string
  /**
   * The type of the field.
   */
  type: string
  label: Label
  /**
   * A record cannot be saved without it.
   */
  required?: boolean
  /**
   * No two living records have the same value.
   */
  unique?: boolean
  /**
   * What a new record starts with: a value; { "now": true } for dates and times; { "actor": true } for owner and user.
   */
  default?: string | number | boolean | unknown[] | {}
  /**
   * Lists are often filtered or sorted by it.
   */
  index?: boolean
  /**
   * The text search looks into it.
   */
  searchable?: boolean
  /**
   * Its changes stand in the history that people see; absent: yes.
   */
  audited?: boolean
  /**
   * Only the system and imports write it.
   */
  readOnly?: boolean
  /**
   * Written when the record is made and never again.
   */
  writeOnce?: boolean
  /**
   * Kept and written, never shown unless a layout names it.
   */
  hidden?: boolean
  /**
   * Stands in the short form.
   */
  quickCreate?: boolean
  /**
   * May be changed for many records at once; absent: yes.
   */
  massEdit?: boolean
  visibleIf?: Condition
  requiredIf?: Condition
  readOnlyIf?: Condition
  /**
   * A rule that every value must meet, and what is said when it does not.
   */
  validIf?: {
    condition: Condition
    message: Label
  }
  /**
   * When the reference is chosen, its field is copied: `account.phone`.
   */
  copyFrom?: string
  help?: Label
  placeholder?: Label
  /**
   * Of the column in lists, in pixels.
   */
  width?: number
}
export interface PicklistValue {
  /**
   * By habit small letters, digits and _; other signs for names that come from outside, such as Asia/Shanghai.
   */
  key: string
  label: Label
  color?:
    'slate' | 'gray' | 'red' | 'orange' | 'amber' | 'yellow' | 'lime' | 'green' | 'teal' | 'cyan' | 'blue' | 'indigo' | 'violet' | 'purple' | 'pink' | 'rose'
  /**
   * An admin may not change or remove it.
   */
  locked?: boolean
  /**
   * Work in progress: so many records a board shows in this column before it warns.
   */
  wipLimit?: number
  /**
   * Other spellings that an import accepts.
   */
  aliases?: string[]
  /**
   * Values that other fields take when this one is chosen.
   */
  sets?: {
    [k: string]: string
  }
  /**
   * Keys of the roles that may choose it; absent: all.
   */
  roles?: string[]
  /**
   * With dependsOn: the values of the governing field that allow it.
   */
  for?: string[]
}
/**
 * The stock groups of users.
 */
export interface GroupsFile {
  $schema?: string
  groups: {
    key: string
    label: Label
    roles?: string[]
    rolesAndBelow?: string[]
  }[]
}
/**
 * How the fields of a module are arranged; the file's name says for which purpose (detail, form, quick-create, list, kanban, ...).
 */
export interface LayoutFile {
  $schema?: string
  /**
   * Whom this layout is for; absent: everyone.
   */
  for?: {
    roles?: string[]
    recordTypes?: string[]
  }
  /**
   * @maxItems 8
   */
  highlights?: string[]
  path?: string
  sections?: Section[]
  tabs?: {
    key: string
    label: Label
    sections?: Section[]
    related?: Related[]
    panel?: 'timeline' | 'comments' | 'history' | 'activities' | 'documents'
  }[]
  rail?: ('tags' | 'next-activities' | 'comments')[]
  columns?: string[]
  card?: string[]
}
export interface Section {
  key: string
  label: Label
  columns?: number
  rows: (string | null)[][]
  collapsed?: boolean
  visibleIf?: Condition
}
export interface Related {
  relation: string
  label?: Label
  /**
   * @minItems 1
   */
  columns?: string[]
  sort?: Sort[]
  filter?: Condition
  actions?: ('create' | 'link' | 'unlink')[]
}
/**
 * The areas of the menu, in order.
 */
export interface MenuFile {
  $schema?: string
  areas: {
    key: string
    label: Label
    icon?: string
    /**
     * Order within the area; modules that name the area themselves follow.
     */
    modules?: string[]
    /**
     * Areas with a higher number stand further down; absent: 0.
     */
    order?: number
  }[]
}
/**
 * What a module is: its names, the parts its fields play, and what it can do.
 */
export interface ModuleFile {
  $schema?: string
  key: string
  label: Label
  pluralLabel: Label
  description?: Label
  icon: string
  color:
    'slate' | 'gray' | 'red' | 'orange' | 'amber' | 'yellow' | 'lime' | 'green' | 'teal' | 'cyan' | 'blue' | 'indigo' | 'violet' | 'purple' | 'pink' | 'rose'
  area?: string
  order?: number
  nameField: string
  statusField?: string
  /**
   * A picklist that says of which type a record is: layouts may be for some types alone.
   */
  recordTypeField?: string
  amountField?: string
  imageField?: string
  emailField?: string
  phoneField?: string
  /**
   * A reference to the same module that makes its records a tree.
   */
  parentField?: string
  calendar?: {
    start: string
    end?: string
  }
  /**
   * Its records stand in the timelines of the records that they belong to.
   */
  timeline?: {
    kind: 'activity' | 'mail'
    /**
     * Which of them still have to be done; none if absent.
     */
    open?: Condition
  }
  portal?: {
    account?: string
    contact?: string
  }
  number?: {
    field: string
    prefix: string
    digits?: number
    start?: number
  }
  /**
   * What the audit log tells of records of this module besides their changes. reads: each look at a record, and each list of them.
   */
  audit?: {
    reads?: boolean
  }
  capabilities?: (
    | 'comments'
    | 'activities'
    | 'documents'
    | 'tags'
    | 'history'
    | 'recycleBin'
    | 'import'
    | 'export'
    | 'merge'
    | 'kanban'
    | 'calendar'
    | 'webForm'
    | 'portal'
    | 'approvals'
    | 'quickCreate'
    | 'api'
  )[]
  /**
   * The fields that the search over all modules looks into, in the order of their weight.
   */
  search?: string[]
  duplicates?: {
    /**
     * @minItems 1
     */
    match: {
      field: string
      by: 'exact' | 'normalised' | 'similar'
    }[]
  }[]
  indexes?: {
    /**
     * @minItems 1
     */
    fields: string[]
    unique?: boolean
  }[]
  links?: Link[]
  /**
   * Items: The other properties are the options of the behaviour, checked by its own schema.
   */
  behaviors?: {
    use: string
  }[]
  /**
   * Belongs to the platform: it cannot be switched off.
   */
  system?: boolean
}
/**
 * A many-to-many relation with attributes of its own.
 */
export interface Link {
  key: string
  to: string
  inverse: string
  label: Label
  inverseLabel: Label
  /**
   * Attributes of the link: fields as in fields.json.
   *
   * @maxItems 50
   */
  fields?: FieldEntry[]
}
/**
 * A list of values that several fields share; the file's name is its key.
 */
export interface PicklistFile {
  $schema?: string
  label: Label
  /**
   * @minItems 1
   */
  values: PicklistValue[]
  /**
   * The values belong to the product's logic; an admin may only change labels, colours and order.
   */
  closed?: boolean
}
/**
 * The stock profiles: sets of rights.
 */
export interface ProfilesFile {
  $schema?: string
  profiles: {
    key: string
    label: Label
    description?: Label
    viewAll?: boolean
    modifyAll?: boolean
    admin?: boolean
    /**
     * Actions on modules whose access.json does not name this profile.
     */
    defaults?: ('read' | 'create' | 'update' | 'delete' | 'import' | 'export' | 'merge' | 'convert')[]
  }[]
}
/**
 * The stock role tree.
 */
export interface RolesFile {
  $schema?: string
  roles: {
    key: string
    label: Label
    parent?: string
    profiles?: string[]
  }[]
}
/**
 * The stock taxes.
 */
export interface TaxesFile {
  $schema?: string
  taxes: {
    key: string
    label: Label
    rate: string
    appliesTo: 'products' | 'shipping'
  }[]
}
/**
 * A configuration test: given these records and this user, when this is done, then this holds.
 */
export interface TestFile {
  $schema?: string
  name: Label
  given?: {
    module: string
    as: string
    values: {}
  }[]
  user?: {
    profile?: string
    role?: string
    owns?: string[]
  }
  when: {
    create?: string
    update?: string
    remove?: string
    values?: {}
  }
  then: {
    allowed?: boolean
    refused?: {
      field?: string
      code: string
    }[]
    values?: {}
    visible?: string[]
    hidden?: string[]
  }
}
/**
 * The stock list views of a module.
 */
export interface ViewsFile {
  $schema?: string
  /**
   * @minItems 1
   */
  views: View[]
}
export interface View {
  key: string
  label: Label
  /**
   * @minItems 1
   * @maxItems 40
   */
  columns: string[]
  filter?: Condition
  /**
   * @maxItems 4
   */
  sort?: Sort[]
  totals?: string[]
  kpi?: boolean
  default?: boolean
  form?: 'list' | 'board' | 'calendar'
}
/**
 * A rule that acts when records change.
 */
export interface WorkflowFile {
  $schema?: string
  label: Label
  active?: boolean
  on: {
    event: 'created' | 'updated' | 'saved' | 'removed' | 'schedule' | 'manual'
    changed?: string[]
  }
  when?: Condition
  /**
   * @minItems 1
   */
  actions: {
    do: string
  }[]
}
