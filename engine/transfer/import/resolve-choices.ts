import type { ImportMapping } from '../../contract/import.ts'
import type { PicklistValueModel } from '../../contract/model.ts'
import type { FieldContext } from '../../fields/field-type.ts'
import type { ImportTarget } from './import-targets.ts'
import type { FieldResolutions, Resolution } from './resolution.ts'
import { nearest, normaliseName } from './similarity.ts'

/** Finds the picklist values that texts mean: by key, label in either language, or another known spelling. What is left gets the nearest values. */
export function resolveChoices(input: {
  mapping: ImportMapping
  target: ImportTarget
  texts: { text: string; rows: number }[]
  context: FieldContext
}): FieldResolutions {
  const values = input.context.picklistValues(input.target.field)
  const index = new Map(values.flatMap((value) => spellings(value).map((spelling) => [normaliseName(spelling), value.key] as const)))
  const byText = new Map<string, Resolution>()
  const unmatched: FieldResolutions['unmatched'] = []
  for (const { text, rows } of input.texts) {
    const chosen = mappedByHand(input.mapping, text) ?? toResolution(index.get(normaliseName(text)))
    if (chosen) {
      byText.set(text, chosen)
      continue
    }
    const near = nearest(text, values, { textsOf: spellings })
    unmatched.push({
      field: input.mapping.field,
      text,
      rows,
      suggestions: near.map(({ candidate, score }) => ({ value: candidate.key, label: candidate.label[input.context.locale], score })),
    })
  }
  return { byText, ambiguous: new Set(), unmatched }
}

/** What the user said a text means; null stands for "leave blank". */
export function mappedByHand(mapping: ImportMapping, text: string): Resolution | undefined {
  const map = mapping.valueMap
  if (!map || !Object.hasOwn(map, text)) return undefined
  return { value: map[text] ?? null }
}

function toResolution(key: string | undefined): Resolution | undefined {
  return key === undefined ? undefined : { value: key }
}

function spellings(value: PicklistValueModel): string[] {
  return [value.key, value.label.en, value.label['zh-CN'], ...(value.aliases ?? [])]
}
