import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft } from '../../../engine/contract/access.ts'
import { type ProblemError, problemOf } from '../../api/problem-error.ts'
import { aggregateRecords } from '../../api/aggregates.ts'
import { listRecords, updateRecord } from '../../api/records.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { mayStandBelow, type PlacedRole, placedRoles, type RoleMove, type RoleNode, superiorAfter } from './role-tree.ts'

/** A role that would get another superior. */
export interface PlannedMove {
  role: RoleNode
  parent: RoleNode | null
  drafts: AccessDraft[]
}
export interface RolesScreen {
  roles: ShallowRef<RoleNode[] | null>
  placed: ComputedRef<PlacedRole[]>
  /** Users of a role who can sign in. */
  userCounts: ShallowRef<Map<string, number>>
  problem: Ref<ProblemError | null>
  collapsed: Ref<Set<string>>
  planned: ShallowRef<PlannedMove | null>
  busy: Ref<boolean>
  toggle(id: string): void
  canMove(id: string, move: RoleMove): boolean
  move(id: string, move: RoleMove): void
  plan(id: string, parent: string | null): void
  savePlanned(): Promise<void>
  reload(): Promise<void>
}

/** The roles as a tree, and moves in it: each is planned first, so that its impact can be seen. */
export function useRoles(): RolesScreen {
  const roles = shallowRef<RoleNode[] | null>(null)
  const userCounts = shallowRef(new Map<string, number>())
  const problem = ref<ProblemError | null>(null)
  const { collapsed, toggle } = useFolded()
  const known = () => roles.value ?? []

  async function reload(): Promise<void> {
    try {
      ;[roles.value, userCounts.value] = await Promise.all([loadRoles(), countUsers()])
      problem.value = null
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  void reload()

  const { planned, busy, plan, savePlanned } = usePlannedMove(known, reload)

  return {
    roles,
    userCounts,
    problem,
    collapsed,
    planned,
    busy,
    placed: computed(() => placedRoles(known(), collapsed.value)),
    canMove: (id, move) => superiorAfter(known(), id, move) !== undefined,
    move(id, move) {
      const parent = superiorAfter(known(), id, move)
      if (parent !== undefined) plan(id, parent)
    },
    toggle,
    plan,
    savePlanned,
    reload,
  }
}

function usePlannedMove(known: () => RoleNode[], reload: () => Promise<void>): Pick<RolesScreen, 'planned' | 'busy' | 'plan' | 'savePlanned'> {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const planned = shallowRef<PlannedMove | null>(null)
  const { busy, attempt } = useAttempt()

  function plan(id: string, parent: string | null): void {
    const role = known().find((each) => each.id === id)
    if (!role || !mayStandBelow(known(), id, parent)) return
    planned.value = { role, parent: known().find((each) => each.id === parent) ?? null, drafts: [{ kind: 'role_parent', role: id, parent }] }
  }

  async function savePlanned(): Promise<void> {
    if (!planned.value || busy.value) return
    const { role, parent } = planned.value
    await attempt(async () => {
      await updateRecord({ module: 'roles', id: role.id, version: role.version }, { parent: parent?.id ?? null })
      planned.value = null
      toast.success(t('settings.saved'))
      await reload()
    })
  }

  return { planned, busy, plan, savePlanned }
}

function useFolded(): Pick<RolesScreen, 'collapsed' | 'toggle'> {
  const collapsed = ref(new Set<string>())
  return {
    collapsed,
    toggle(id) {
      const folded = new Set(collapsed.value)
      if (!folded.delete(id)) folded.add(id)
      collapsed.value = folded
    },
  }
}

async function loadRoles(): Promise<RoleNode[]> {
  const roles: RoleNode[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords({ module: 'roles', fields: ['name', 'parent'], sort: [{ field: 'name' }], limit: 200, cursor })
    for (const { id, version, values } of page.records)
      roles.push({ id, version, name: String(values.name ?? ''), parent: (values.parent ?? null) as string | null })
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return roles
}

async function countUsers(): Promise<Map<string, number>> {
  const active = { field: 'active', op: 'is' as const, value: true }
  const { rows } = await aggregateRecords({ module: 'users', filter: active, groupBy: [{ field: 'role' }], measures: [{ fn: 'count' }], limit: 1000 })
  return new Map(rows.map(({ group, measures }) => [String(group[0] ?? ''), Number(measures[0] ?? 0)]))
}
