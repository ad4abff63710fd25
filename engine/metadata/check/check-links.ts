import type { LinkModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkFieldDefinition } from './check-field-definition.ts'
import { isModule, unknown, type CheckScope, type ModuleScope } from './check-scope.ts'
import { byteLength, MAX_IDENTIFIER_BYTES } from './identifier.ts'

/** The links that a module declares: where they lead and what their attributes are. */
export function checkLinks(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.module
  file.value.links?.forEach((link, index) => {
    const pointer = joinPointer('/links', index)
    if (!isModule(scope, link.to)) scope.report(file, { pointer: joinPointer(pointer, 'to'), ...unknown('module', link.to, Object.keys(scope.model.modules)) })
    const table = `link_${source.key}_${link.key}`
    if (byteLength(table) > MAX_IDENTIFIER_BYTES) {
      scope.report(file, { pointer: joinPointer(pointer, 'key'), reason: `The table "${table}" would have a name of more than ${MAX_IDENTIFIER_BYTES} bytes.` })
    }
    const linkModel = model.links[index]
    if (linkModel) checkAttributes(scope, { source, model }, { link: linkModel, pointer })
  })
}

/** Attributes follow the rules of fields, and may only speak of each other. */
function checkAttributes(scope: CheckScope, { source, model }: ModuleScope, { link, pointer }: { link: LinkModel; pointer: string }): void {
  const owner = { ...model, fields: link.fields, behaviors: [] }
  link.fields.forEach((field, index) => {
    checkFieldDefinition(scope, { file: source.module, pointer: joinPointer(pointer, 'fields', index) }, { module: owner, field, reserved: LINK_COLUMNS })
  })
}

const LINK_COLUMNS: readonly string[] = ['id', 'left_id', 'right_id', 'created_at', 'created_by']
