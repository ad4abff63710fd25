import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ConditionValue, Operator, Scalar } from '../../../../engine/contract/condition.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'
import { relativeRangeLabel } from '../../../../engine/contract/relative-dates.ts'
import { getRecord } from '../../../api/records.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { useFormats } from '../../../state/use-formats.ts'

/** Names of records that stand in filters, by id; fetched once. */
const names = shallowRef(new Map<string, string>())
const asked = new Set<string>()

/** The operand of a comparison as people read it. */
export function useValueText(): (field: FieldModel | undefined, op: Operator, value: ConditionValue | undefined) => string {
  const { t } = useI18n()
  const { labelOf, locale } = useLocale()
  const metadata = useMetadata()
  const formats = useFormats()

  const writers: Record<string, (value: Scalar, field: FieldModel) => string> = {
    date: (value) => formats.date(String(value)),
    datetime: (value) => (/T/.test(String(value)) ? formats.dateTime(String(value)) : formats.date(String(value))),
    money: (value) => formats.money(String(value)),
    percent: (value) => `${value}%`,
    boolean: (value) => t(value === true ? 'list.yes' : 'list.no'),
    picklist: picklistText,
    multi_picklist: picklistText,
    reference: (value, field) => nameOf(field.to ?? [], String(value)),
    references: (value, field) => nameOf(field.to ?? [], String(value)),
    owner: (value) => nameOf(['users', 'groups'], String(value)),
    user: (value) => nameOf(['users'], String(value)),
  }

  function picklistText(value: Scalar, field: FieldModel): string {
    return labelOf(metadata.picklistValues(field).find((entry) => entry.key === value)?.label) || String(value)
  }

  /** The name once it is known; until then an ellipsis. */
  function nameOf(modules: string[], id: string): string {
    if (!asked.has(id)) {
      asked.add(id)
      void findName(modules, id)
    }
    return names.value.get(id) ?? '…'
  }

  async function findName(modules: string[], id: string): Promise<void> {
    for (const module of modules) {
      const field = metadata.findModule(module)?.nameField
      if (field === undefined) continue
      const record = await getRecord(module, id, { fields: [field] }).catch(() => null)
      if (record) return keep(id, String(record.values[field] ?? ''))
    }
    keep(id, t('list.unknownRecord'))
  }

  function keep(id: string, name: string): void {
    names.value = new Map([...names.value, [id, name]])
  }

  return (field, op, value) => {
    if (value === undefined || value === null) return ''
    if (op === 'within') return relativeRangeLabel(String(value), locale.value)
    const write = (part: Scalar) => (field ? (writers[field.type]?.(part, field) ?? String(part)) : String(part))
    if (!Array.isArray(value)) return write(value)
    const separator = op === 'between' ? ' – ' : t('list.listSeparator')
    const shown = value.slice(0, 3).map(write).join(separator)
    return value.length > 3 ? `${shown} +${value.length - 3}` : shown
  }
}
