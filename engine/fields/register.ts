import type { Registry } from '../kernel/registry.ts'
import { booleanField } from './choice/boolean.ts'
import { multiPicklistField } from './choice/multi-picklist.ts'
import { picklistField } from './choice/picklist.ts'
import { tagsField } from './choice/tags.ts'
import { dateField } from './date/date.ts'
import { datetimeField } from './date/datetime.ts'
import { durationField } from './date/duration.ts'
import { timeField } from './date/time.ts'
import type { FieldType } from './field-type.ts'
import { fileField } from './file/file.ts'
import { filesField } from './file/files.ts'
import { imageField } from './file/image.ts'
import { decimalField } from './number/decimal.ts'
import { integerField } from './number/integer.ts'
import { moneyField } from './number/money.ts'
import { percentField } from './number/percent.ts'
import { ratingField } from './number/rating.ts'
import { addressField } from './other/address.ts'
import { autoNumberField } from './other/auto-number.ts'
import { colorField } from './other/color.ts'
import { geoField } from './other/geo.ts'
import { jsonField } from './other/json.ts'
import { secretField } from './other/secret.ts'
import { ownerField } from './reference/owner.ts'
import { referenceField } from './reference/reference.ts'
import { referencesField } from './reference/references.ts'
import { userField } from './reference/user.ts'
import { emailField } from './text/email.ts'
import { longTextField } from './text/long-text.ts'
import { phoneField } from './text/phone.ts'
import { richTextField } from './text/rich-text.ts'
import { textField } from './text/text.ts'
import { urlField } from './text/url.ts'

/** All types that the engine brings, in the order in which the field editor offers them. */
const FIELD_TYPES: FieldType[] = [
  textField,
  longTextField,
  richTextField,
  emailField,
  phoneField,
  urlField,
  integerField,
  decimalField,
  percentField,
  moneyField,
  ratingField,
  booleanField,
  picklistField,
  multiPicklistField,
  tagsField,
  dateField,
  datetimeField,
  timeField,
  durationField,
  referenceField,
  referencesField,
  userField,
  ownerField,
  fileField,
  filesField,
  imageField,
  addressField,
  geoField,
  colorField,
  autoNumberField,
  jsonField,
  secretField,
]

export function registerFieldTypes(registry: Registry<FieldType>): void {
  for (const type of FIELD_TYPES) registry.add(type.name, type)
}
