import { describe, expect, it } from 'vitest'
import { labelIn, LOCALES } from '../../contract/label.ts'
import { SYSTEM_MODULES } from '../../contract/system-modules.ts'
import { checkMetadata } from '../check/check-metadata.ts'
import { mergeLayers } from '../layers/merge-layers.ts'
import { loadSystemLayer } from '../layers/system-layer.ts'
import { buildModel } from '../model/build-model.ts'
import { formatProblems } from '../problem.ts'
import { testFieldTypes } from '../testing/small-library.ts'

const layer = await loadSystemLayer()
const model = buildModel(mergeLayers([layer]), testFieldTypes, 1)

describe('the system layer', () => {
  it('is sound by itself', () => {
    expect(formatProblems(checkMetadata([layer], { fieldTypes: testFieldTypes }))).toBe('')
  })

  it('holds the modules that the platform names, and no others', () => {
    expect(Object.keys(model.modules).toSorted()).toEqual([...SYSTEM_MODULES].toSorted())
    expect(Object.values(model.modules).every((module) => module.system)).toBe(true)
  })

  it('offers the languages of the product and time zones that exist', () => {
    const users = model.modules['users']
    expect(users?.fields.find(({ key }) => key === 'locale')?.values?.map(({ key }) => key)).toEqual([...LOCALES])
    for (const zone of model.picklists['time_zones']?.values ?? []) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone.key }), zone.key).not.toThrow()
      expect(labelIn(zone.label, 'zh-CN')).toMatch(/\p{Script=Han}/u)
    }
  })

  it('lets only admins write users, roles, profiles, groups, currencies and taxes', () => {
    const withSales = mergeLayers([layer, { name: 'stock', problems: [], unreadable: [], files: [] }])
    const profiles = withSales.files.get('app/profiles.json')
    const list = profiles?.value['profiles']
    if (Array.isArray(list)) list.push({ key: 'sales', label: { en: 'Sales', 'zh-CN': '销售' }, defaults: ['read', 'create', 'update', 'delete'] })
    const { modules } = buildModel(withSales, testFieldTypes, 1)
    for (const key of ['users', 'roles', 'profiles', 'groups', 'currencies', 'taxes']) {
      expect(modules[key]?.access.profiles, key).toMatchObject({ sales: { actions: ['read'] } })
      expect(modules[key]?.access.profiles, key).not.toHaveProperty('administrator')
    }
  })
})
