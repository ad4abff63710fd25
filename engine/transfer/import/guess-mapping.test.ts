import { describe, expect, it } from 'vitest'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { registerFieldTypes } from '../../fields/register.ts'
import { createRegistry } from '../../kernel/registry.ts'
import { describeColumn } from './describe-column.ts'
import { guessMapping } from './guess-mapping.ts'
import { importTargets } from './import-targets.ts'
import { scoreHeader } from './score-header.ts'

const fieldTypes = createRegistry<FieldType>('field type')
registerFieldTypes(fieldTypes)

const field = (key: string, type: string, label: [string, string], more: Partial<FieldModel> = {}): FieldModel => ({
  key,
  type,
  label: { en: label[0], 'zh-CN': label[1] },
  ...more,
})
const MODULE = {
  key: 'deals',
  label: { en: 'Deal', 'zh-CN': '商机' },
  nameField: 'name',
  fields: [
    field('number', 'auto_number', ['Number', '编号']),
    field('name', 'text', ['Deal name', '商机名称']),
    field('client', 'reference', ['Client', '客户'], { to: ['clients'] }),
    field('stage', 'picklist', ['Sales stage', '销售阶段'], { values: [] }),
    field('amount', 'money', ['Amount', '金额']),
    field('close_date', 'date', ['Close date', '成交日期']),
    field('start_date', 'date', ['Start date', '开始日期']),
    field('office', 'address', ['Office', '办公地址']),
    field('total', 'money', ['Total', '合计'], { readOnly: true }),
    field('about', 'reference', ['About', '关于'], { to: ['clients', 'people'] }),
    field('owner', 'owner', ['Owner', '负责人'], { system: true }),
    field('created_at', 'datetime', ['Created', '创建时间'], { system: true }),
  ],
} as unknown as ModuleModel

const guess = (columns: [string, string[]][]) =>
  Object.fromEntries(
    guessMapping(
      MODULE,
      columns.map(([header, samples], index) => describeColumn({ index, header, samples, blank: 0 })),
      importTargets(MODULE, fieldTypes),
    ).map(({ field: path, ...mapping }) => [mapping.column ?? '', { path, ...(mapping.format && { format: mapping.format }) }]),
  )

describe('the guessed mapping', () => {
  it('knows English headers by key, label and usual other words', () => {
    expect(
      guess([
        ['sales_agent', ['Moses Frase']],
        ['account', ['Cancity']],
        ['deal_stage', ['Won']],
        ['close_value', ['1054']],
        ['engage_date', ['20-10-16', '25-10-16']],
        ['close_date', ['01-03-17', '11-03-17']],
      ]),
    ).toEqual({
      sales_agent: { path: 'owner' },
      account: { path: 'client' },
      deal_stage: { path: 'stage' },
      close_value: { path: 'amount', format: '1,234.56' },
      engage_date: { path: 'start_date', format: 'DD-MM-YY' },
      close_date: { path: 'close_date', format: 'DD-MM-YY' },
    })
  })

  it('knows Chinese headers', () => {
    expect(
      guess([
        ['商机名称', ['华泰奇年度框架']],
        ['业务员', ['林薇']],
        ['公司', ['华泰奇实业']],
        ['金额', ['1.234,50']],
        ['预计成交日期', ['2026年12月11日']],
        ['城市', ['北京']],
      ]),
    ).toEqual({
      商机名称: { path: 'name' },
      业务员: { path: 'owner' },
      公司: { path: 'client' },
      金额: { path: 'amount', format: '1.234,56' },
      预计成交日期: { path: 'close_date', format: 'YYYY年M月D日' },
      城市: { path: 'office.city' },
    })
  })

  it('takes the name of the module for the name of the record', () => {
    expect(guess([['deal', ['Big one']]])).toEqual({ deal: { path: 'name' } })
  })

  it('gives each field to one column, the surest', () => {
    expect(
      guess([
        ['value', ['1']],
        ['Amount', ['2']],
      ]),
    ).toMatchObject({ Amount: { path: 'amount' } })
    expect(
      Object.values(
        guess([
          ['value', ['1']],
          ['Amount', ['2']],
        ]),
      ).filter(({ path }) => path === 'amount'),
    ).toHaveLength(1)
  })

  it('never fills what is computed, read-only or of the system', () => {
    expect(
      guess([
        ['total', ['1']],
        ['number', ['5']],
        ['created_at', ['2026-01-01']],
      ]),
    ).toEqual({})
  })

  it('does not take a column of words for an amount', () => {
    expect(guess([['value', ['high', 'low', 'medium']]])).toEqual({})
  })

  it('takes the very name of a field at its word, in either language, whatever stands below it', () => {
    expect(
      guess([
        ['Amount', ['high', 'low']],
        ['成交日期', ['soon', 'later']],
        ['value', ['10.50', '20']],
      ]),
    ).toEqual({ Amount: { path: 'amount', format: '1,234.56' }, 成交日期: { path: 'close_date' } })
  })

  it('leaves it to the texts which of several modules a reference is to', () => {
    expect(guess([['about', ['Cancity']]])).toEqual({ about: { path: 'about' } })
  })
})

describe('the score of a header', () => {
  it.each([
    ['Close Date', ['close date'], 1],
    ['close-date', ['Close date'], 1],
    ['客户名称', ['客户名称'], 1],
    ['company', ['Account', '客户'], 0.9],
    ['电话', ['phone'], 0.9],
    ['colour', ['amount'], 0],
  ])('%j for %j is %d', (header, names, score) => {
    expect(scoreHeader(header, names)).toBeCloseTo(score, 5)
  })

  it('rises with the words in common', () => {
    expect(scoreHeader('billing city', ['billing address city'])).toBeGreaterThan(scoreHeader('billing', ['billing address city']))
  })
})

describe('a column', () => {
  it('tells the formats that fit all of its dates, the likeliest first, and what the first sample is by each', () => {
    const { dates, numbers } = describeColumn({ index: 0, header: 'd', samples: ['20-10-16', '25-10-16', '31-12-16'], blank: 3 })
    expect(dates?.[0]).toEqual({ format: 'DD-MM-YY', reads: '2016-10-20' })
    expect(dates?.map(({ format }) => format)).not.toContain('MM-DD-YY')
    expect(numbers).toBe('1,234.56')
  })

  it('of words has neither dates nor numbers', () => {
    expect(describeColumn({ index: 0, header: 'd', samples: ['Won', 'Lost'], blank: 0 })).toEqual({ index: 0, header: 'd', samples: ['Won', 'Lost'], blank: 0 })
  })
})
