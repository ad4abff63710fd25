import { computed, type ComputedRef, reactive, shallowRef, type ShallowRef } from 'vue'
import type { Principal, RuleSource, SharedAccess, SharingRule, SharingRuleInput } from '../../../engine/contract/access.ts'
import type { LookupOption } from '../../../engine/contract/api.ts'
import { conditionOf, type FilterGroup, filterTree, newRow } from '../../records/list/filter/filter-tree.ts'

type EndKind = Exclude<Principal['kind'], 'user'>
export interface RuleForm {
  fields: { label: string; module: string | null; source: 'owner' | 'condition'; fromKind: EndKind; toKind: EndKind; access: SharedAccess; related: string[] }
  from: ShallowRef<LookupOption[]>
  to: ShallowRef<LookupOption[]>
  condition: ShallowRef<FilterGroup>
  /** What would be saved; null as long as something is missing. */
  result: ComputedRef<SharingRuleInput | null>
}

const NEW_FIELDS: RuleForm['fields'] = { label: '', module: null, source: 'owner', fromKind: 'role', toKind: 'role', access: 'read', related: [] }

function fieldsOf({ label, module, from, to, access, related }: SharingRule): RuleForm['fields'] {
  const source = from.kind === 'condition' ? 'condition' : 'owner'
  return { label, module, source, fromKind: endKind(from.kind), toKind: endKind(to.kind), access, related: [...related] }
}

/** A sharing rule as its form edits it. */
export function useRuleForm(rule: SharingRule | undefined): RuleForm {
  const fields = reactive(rule ? fieldsOf(rule) : { ...NEW_FIELDS })
  const from = shallowRef<LookupOption[]>(rule && 'id' in rule.from ? [optionOf(rule.from)] : [])
  const to = shallowRef<LookupOption[]>(rule ? [optionOf(rule.to)] : [])
  const condition = shallowRef(rule?.from.kind === 'condition' ? filterTree(rule.from.condition) : { ...filterTree(undefined), items: [newRow('', 'is')] })

  const sourceOf = (): RuleSource | null => {
    if (fields.source === 'owner') return from.value[0] ? { kind: fields.fromKind, id: from.value[0].id } : null
    const wanted = conditionOf(condition.value)
    return wanted ? { kind: 'condition', condition: wanted } : null
  }
  const result = computed<SharingRuleInput | null>(() => {
    const [{ label, module, toKind, access, related }, whose, [target]] = [fields, sourceOf(), to.value]
    if (!label.trim() || module === null || !whose || !target) return null
    return { label: label.trim(), module, from: whose, to: { kind: toKind, id: target.id }, access, related: [...related] }
  })
  return { fields, from, to, condition, result }
}

function endKind(kind: string): EndKind {
  return kind === 'group' || kind === 'role_and_below' ? kind : 'role'
}

function optionOf({ kind, id, name }: SharingRule['to']): LookupOption {
  return { module: moduleOfKind(kind), id, label: name }
}

/** Where the names of a kind come from. */
export function moduleOfKind(kind: Principal['kind']): string {
  return kind === 'group' ? 'groups' : 'roles'
}
