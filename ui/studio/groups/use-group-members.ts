import { computed, type ComputedRef, reactive, type Ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft, Principal } from '../../../engine/contract/access.ts'
import type { LookupOption } from '../../../engine/contract/api.ts'
import { linkRecords, listRelated, unlinkRecords } from '../../api/records.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { type Loading, useLoading } from '../use-loading.ts'

/** The links that make somebody a member of a group, and the kind of member that each one means. */
export const MEMBER_LINKS = [
  { link: 'members', module: 'users', kind: 'user' },
  { link: 'roles', module: 'roles', kind: 'role' },
  { link: 'roles_below', module: 'roles', kind: 'role_and_below' },
  { link: 'subgroups', module: 'groups', kind: 'group' },
] as const satisfies readonly { link: string; module: string; kind: Principal['kind'] }[]

type Members = Record<string, LookupOption[]>
export interface GroupMembers {
  loading: Loading<Members>
  /** As chosen, by link. */
  chosen: Members
  choose(link: string, options: LookupOption[]): void
  isDirty: ComputedRef<boolean>
  discard(): void
  drafts: ComputedRef<AccessDraft[]>
  busy: Ref<boolean>
  save(): Promise<boolean>
}

/** Who is in a group, with changes that are not saved yet. */
export function useGroupMembers(group: string): GroupMembers {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const chosen = reactive<Members>({})
  const saved = shallowRef<Members>({})
  const { busy, attempt } = useAttempt()
  const loading = useLoading(async () => {
    saved.value = await loadMembers(group)
    discard()
    return saved.value
  })

  function discard(): void {
    Object.assign(chosen, saved.value)
  }
  const changes = computed(() => MEMBER_LINKS.map(({ link }) => ({ link, ...difference(saved.value[link] ?? [], chosen[link] ?? []) })))
  const isDirty = computed(() => changes.value.some(({ added, removed }) => added.length + removed.length > 0))

  async function send(): Promise<void> {
    for (const { link, added, removed } of changes.value) {
      for (const { id } of added) await linkRecords({ module: 'groups', id: group, link, other: id })
      for (const { id } of removed) await unlinkRecords({ module: 'groups', id: group, link, other: id })
    }
    toast.success(t('settings.saved'))
  }
  const save = () => attempt(() => send().finally(loading.reload))

  const drafts = computed<AccessDraft[]>(() => [
    { kind: 'group_members', group, members: MEMBER_LINKS.flatMap(({ link, kind }) => (chosen[link] ?? []).map(({ id }) => ({ kind, id }))) },
  ])
  return {
    loading,
    chosen,
    choose(link, options) {
      chosen[link] = options
    },
    isDirty,
    discard,
    drafts,
    busy,
    save,
  }
}

async function loadMembers(group: string): Promise<Members> {
  const lists = await Promise.all(
    MEMBER_LINKS.map(async ({ link, module }) => {
      const { records } = await listRelated({ id: group, relation: link }, { module: 'groups', fields: ['name'], limit: 200 })
      return [link, records.map(({ id, values }) => ({ id, module, label: String(values.name ?? '') }))] as const
    }),
  )
  return Object.fromEntries(lists)
}

function difference(before: LookupOption[], now: LookupOption[]): { added: LookupOption[]; removed: LookupOption[] } {
  const without = (all: LookupOption[], others: LookupOption[]) => all.filter(({ id }) => !others.some((other) => other.id === id))
  return { added: without(now, before), removed: without(before, now) }
}
