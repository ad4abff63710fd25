import { expect, it } from 'vitest'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { printLayout } from './print-layout.ts'

const section = (key: string) => ({ key, rows: [[key]] })
const module = {
  recordTypeField: 'contract',
  layouts: {
    detail: { tabs: [{ key: 'all', sections: [section('details')], related: [{ relation: 'loans' }] }] },
    'print.desk': { sections: [section('desk')], tabs: [{ key: 'lists', related: [{ relation: 'loans' }] }], for: { roles: ['desk'] } },
    'print.lease': { sections: [section('lease')], for: { recordTypes: ['lease'] } },
  },
} as unknown as ModuleModel
const printed = (role: string, contract: string) => printLayout(module, { role, values: { contract } })

it('is what the print layout for the role and the type of the record names', () => {
  expect(printed('desk', 'sale')).toEqual({ sections: [section('desk')], related: [{ relation: 'loans' }], isDocument: true })
  expect(printed('head', 'lease').sections).toEqual([section('lease')])
})

it('is the details without lists where no print layout is for them', () => {
  expect(printed('head', 'sale')).toEqual({ sections: [section('details')], related: [], isDocument: false })
})
