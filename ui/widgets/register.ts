import { addressWidget } from './address/index.ts'
import { autoNumberWidget } from './auto-number/index.ts'
import { booleanWidget } from './boolean/index.ts'
import { colorWidget } from './color/index.ts'
import { dateWidget } from './date/index.ts'
import { datetimeWidget } from './datetime/index.ts'
import { decimalWidget } from './decimal/index.ts'
import { durationWidget } from './duration/index.ts'
import { emailWidget } from './email/index.ts'
import { fileWidget } from './file/index.ts'
import { filesWidget } from './files/index.ts'
import { geoWidget } from './geo/index.ts'
import { imageWidget } from './image/index.ts'
import { integerWidget } from './integer/index.ts'
import { jsonWidget } from './json/index.ts'
import { longTextWidget } from './long-text/index.ts'
import { moneyWidget } from './money/index.ts'
import { multiPicklistWidget } from './multi-picklist/index.ts'
import { ownerWidget } from './owner/index.ts'
import { percentWidget } from './percent/index.ts'
import { phoneWidget } from './phone/index.ts'
import { picklistWidget } from './picklist/index.ts'
import { ratingWidget } from './rating/index.ts'
import { referenceWidget } from './reference/index.ts'
import { referencesWidget } from './references/index.ts'
import { registerWidget } from './registry.ts'
import { richTextWidget } from './rich-text/index.ts'
import { secretWidget } from './secret/index.ts'
import { tagsWidget } from './tags/index.ts'
import { textWidget } from './text/index.ts'
import { timeWidget } from './time/index.ts'
import { urlWidget } from './url/index.ts'
import { userWidget } from './user/index.ts'
import type { Widget } from './widget.ts'

/** Every widget of the product, one for each folder here. */
export function registerWidgets(): void {
  for (const widget of WIDGETS) registerWidget(widget)
}

const WIDGETS: Widget[] = [
  addressWidget,
  autoNumberWidget,
  booleanWidget,
  colorWidget,
  dateWidget,
  datetimeWidget,
  decimalWidget,
  durationWidget,
  emailWidget,
  fileWidget,
  filesWidget,
  geoWidget,
  imageWidget,
  integerWidget,
  jsonWidget,
  longTextWidget,
  moneyWidget,
  multiPicklistWidget,
  ownerWidget,
  percentWidget,
  phoneWidget,
  picklistWidget,
  ratingWidget,
  referenceWidget,
  referencesWidget,
  richTextWidget,
  secretWidget,
  tagsWidget,
  textWidget,
  timeWidget,
  urlWidget,
  userWidget,
]
