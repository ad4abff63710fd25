import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FieldModel, Model, PicklistValueModel } from '../engine/contract/model.ts'
import { registerFieldTypes } from '../engine/fields/register.ts'
import type { FieldType } from '../engine/fields/field-type.ts'
import { createRegistry } from '../engine/kernel/registry.ts'
import { loadLayer } from '../engine/metadata/layers/load-layer.ts'
import { mergeLayers } from '../engine/metadata/layers/merge-layers.ts'
import { loadSystemLayer } from '../engine/metadata/layers/system-layer.ts'
import { buildModel } from '../engine/metadata/model/build-model.ts'

interface Section {
  /** `Potentials.sales_stage`, or a module. */
  ancestor: string
  /** What it became; null for nothing. */
  ours: string | null
  count: number
  /** Why it became nothing. */
  reason: string
  lines: string[]
}

const PICKLISTS = sectionsOf('ancestor-picklists.txt')
const LISTS = sectionsOf('ancestor-lists.txt')
let model: Model

beforeAll(async () => {
  const fieldTypes = createRegistry<FieldType>('field type')
  registerFieldTypes(fieldTypes)
  model = buildModel(mergeLayers([await loadSystemLayer(), await loadLayer({ name: 'stock', root: import.meta.dirname })]), fieldTypes, 1)
})

describe('the picklists of the ancestor', () => {
  it('are listed for all of its fields that are ours', () => {
    expect(PICKLISTS).toHaveLength(90)
    expect(sum(PICKLISTS)).toBe(472)
  })

  it.each(PICKLISTS.map((section) => [section.ancestor, section] as const))('%s: what files say in either language finds its value', (_name, section) => {
    const { ours, reason, lines, count } = section
    if (ours === null) return expect(reason.length).toBeGreaterThan(15)
    const values = valuesOf(ours)
    expect(lines).toHaveLength(count)
    expect(lines.flatMap((line) => unknownIn(line, values))).toEqual([])
  })
})

describe('the related lists of the ancestor', () => {
  it('are listed for all of its modules', () => {
    expect(LISTS).toHaveLength(22)
    expect(sum(LISTS)).toBe(129)
  })

  it.each(LISTS.map((section) => [section.ancestor, section] as const))(
    'of %s are there under a name in both languages, or say why they are gone',
    (_name, section) => {
      expect(section.lines).toHaveLength(section.count)
      expect(section.lines.flatMap((line) => faultOf(line, section.ours ?? ''))).toEqual([])
    },
  )
})

const sum = (sections: Section[]) => sections.reduce((total, { count }) => total + count, 0)

/** `module.field`, or `@module/link.attribute`. */
function valuesOf(place: string): PicklistValueModel[] {
  const field = place.startsWith('@') ? attributeOf(place.slice(1)) : fieldOf(...(place.split('.') as [string, string]))
  return field?.values ?? model.picklists[field?.picklist ?? '']?.values ?? []
}

function fieldOf(module: string, key: string): FieldModel | undefined {
  return model.modules[module]?.fields.find((field) => field.key === key)
}

function attributeOf(place: string): FieldModel | undefined {
  const [module = '', link, attribute] = place.split(/[/.]/)
  return model.modules[module]?.links.find(({ key }) => key === link)?.fields.find(({ key }) => key === attribute)
}

/** The spellings of a line `one / other = key` by which a file would not find its value. */
function unknownIn(line: string, values: PicklistValueModel[]): string[] {
  const [texts = '', key] = line.split(/ = (?=[^=]*$)/)
  const value = values.find((each) => each.key === key)
  if (!value) return [`${line}: there is no such value`]
  const known = [value.key, value.label.en, value.label['zh-CN'], ...(value.aliases ?? [])].map((text) => text.toLowerCase())
  const spellings = texts.split(' / ').filter((text) => !known.includes(text.toLowerCase()))
  return spellings.map((text) => `${line}: "${text}" is not known`)
}

function faultOf(line: string, module: string): string[] {
  const [, sign, rest = ''] = /^.+? \/ .+? ([=-]) (.+)$/.exec(line) ?? []
  if (sign === '-') return rest.length > 15 ? [] : [`${line}: the reason is too short to tell anything`]
  return rest.split(' + ').flatMap((target) => {
    if (target === '#history') return model.modules[module]?.capabilities.includes('history') ? [] : [`${line}: no history`]
    const [key = '', of = module] = target.split('.').reverse()
    const relation = model.modules[of]?.relations.find((each) => each.key === key)
    return relation && relation.label.en !== '' && relation.label['zh-CN'] !== '' ? [] : [`${line}: there is no ${target}`]
  })
}

function sectionsOf(file: string): Section[] {
  const sections: Section[] = []
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, ancestor, ours, count, reason = ''] = /^\[([\w.]+) -> ([@\w./]+), (\d+)\] ?(.*)$/.exec(line) ?? []
    if (ancestor !== undefined && ours !== undefined) {
      sections.push({ ancestor, ours: ours === 'nothing' ? null : ours, count: Number(count), reason, lines: [] })
    } else sections.at(-1)?.lines.push(line)
  }
  return sections
}
