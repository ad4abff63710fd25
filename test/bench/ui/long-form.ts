import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A module of the bench alone. */
export const LONG_FORM = 'long_forms'
const FIELDS = 60

/** Writes the metadata of a module whose form has 60 fields into the folder of an installation that has not started yet. */
export function addLongForm(dataDir: string): void {
  const folder = path.join(dataDir, 'metadata', 'modules', LONG_FORM)
  mkdirSync(folder, { recursive: true })
  const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })
  const fields = Array.from({ length: FIELDS }, (_, index) => ({
    key: `field_${index + 1}`,
    type: 'text',
    label: label(`Field ${index + 1}`, `字段${index + 1}`),
  }))
  const write = (name: string, content: object): void => writeFileSync(path.join(folder, name), JSON.stringify(content))
  write('module.json', {
    key: LONG_FORM,
    label: label('Long form', '长表单'),
    pluralLabel: label('Long forms', '长表单'),
    icon: 'list',
    color: 'slate',
    area: 'sales',
    nameField: 'field_1',
    search: ['field_1'],
    capabilities: [],
  })
  write('fields.json', { fields })
  write('access.json', { organisation: 'public_read_write', profiles: { sales: { actions: ['read', 'create', 'update', 'delete'] } } })
}
