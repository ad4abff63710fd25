import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Field {
  key: string
  type: string
}
interface Link {
  key: string
  fields?: Field[]
}
interface Section {
  ancestor: string
  module: string
  count: number
  lines: string[]
}

const SYSTEM_KEYS = ['owner', 'created_at', 'created_by', 'updated_at', 'updated_by']
const ADDRESS_PARTS = ['street', 'city', 'state', 'postcode', 'country', 'po_box']
const ROOTS = [join(import.meta.dirname, 'modules'), join(import.meta.dirname, '../engine/metadata/system/modules')]
const SECTIONS = sectionsOf(readFileSync(join(import.meta.dirname, 'ancestor-fields.txt'), 'utf8'))

describe('the fields of the ancestor', () => {
  it('are listed for all of its modules that are ours', () => {
    expect(SECTIONS.map(({ ancestor }) => ancestor)).toHaveLength(47)
    expect(SECTIONS.reduce((sum, { count }) => sum + count, 0)).toBe(711)
  })

  for (const section of SECTIONS) {
    it(`of ${section.ancestor} live in ${section.module}, or say why they are gone`, () => {
      expect(new Set(section.lines.map((line) => line.split(' ')[0])).size).toBe(section.count)
      expect(section.lines.flatMap((line) => faultsOf(line, section.module))).toEqual([])
    })
  }
})

/** What is wrong with a line `name = target + target` or `name - reason`. */
function faultsOf(line: string, module: string): string[] {
  const [, name, sign, rest] = /^(\w+) ([=-]) (.+)$/.exec(line) ?? []
  if (name === undefined || rest === undefined) return [`${line}: neither "name = target" nor "name - reason"`]
  if (sign === '-') return rest.length > 20 ? [] : [`${name}: the reason is too short to tell anything`]
  return rest
    .split(' + ')
    .filter((target) => !isThere(target, module))
    .map((target) => `${name}: there is no ${target} in ${module}`)
}

function isThere(target: string, module: string): boolean {
  if (target.startsWith('@')) return isLinkThere(target.slice(1))
  const [key = '', part] = target.split('.')
  const field = fieldsOf(module).find((one) => one.key === key)
  if (part !== undefined) return field?.type === 'address' && ADDRESS_PARTS.includes(part)
  return field !== undefined || SYSTEM_KEYS.includes(key)
}

/** `module/link` or `module/link.attribute`. */
function isLinkThere(target: string): boolean {
  const [module = '', rest = ''] = target.split('/')
  const [key, attribute] = rest.split('.')
  const link = read<{ links?: Link[] }>(module, 'module').links?.find((one) => one.key === key)
  return link !== undefined && (attribute === undefined || (link.fields ?? []).some((field) => field.key === attribute))
}

function fieldsOf(module: string): Field[] {
  return read<{ fields: Field[] }>(module, 'fields').fields
}

function read<T>(module: string, concern: string): T {
  const path = ROOTS.map((root) => join(root, module, `${concern}.json`)).find((one) => existsSync(one))
  if (path === undefined) throw new Error(`No ${concern}.json of a module ${module}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, ancestor, module, count] = /^\[(\w+) -> (\w+), (\d+)\]$/.exec(line) ?? []
    if (ancestor !== undefined && module !== undefined) sections.push({ ancestor, module, count: Number(count), lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections
}
