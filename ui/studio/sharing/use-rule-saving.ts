import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft, SharingRuleInput } from '../../../engine/contract/access.ts'
import { createSharingRule, removeSharingRule, updateSharingRule } from '../../api/access.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'

/** `rule` null: it is removed; `id` undefined: it is new. */
export interface PlannedRule {
  id?: string
  rule: SharingRuleInput | null
  title: string
}
export interface RuleSaving {
  planned: ShallowRef<PlannedRule | null>
  /** For the impact. */
  drafts: ComputedRef<AccessDraft[]>
  busy: Ref<boolean>
  plan(rule: PlannedRule): void
  save(): Promise<void>
}

/** Saves or removes a sharing rule after its impact was seen. */
export function useRuleSaving(done: () => void): RuleSaving {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const planned = shallowRef<PlannedRule | null>(null)
  const { busy, attempt } = useAttempt()

  async function save(): Promise<void> {
    const wanted = planned.value
    if (!wanted || busy.value) return
    await attempt(async () => {
      await send(wanted)
      planned.value = null
      toast.success(t('settings.saved'))
      done()
    })
  }

  return {
    planned,
    busy,
    save,
    drafts: computed(() => {
      if (!planned.value) return []
      const { id, rule } = planned.value
      return [{ kind: 'sharing_rule', ...(id !== undefined && { id }), rule }]
    }),
    plan(rule) {
      planned.value = rule
    },
  }
}

async function send({ id, rule }: PlannedRule): Promise<unknown> {
  if (rule === null) return id === undefined ? undefined : removeSharingRule(id)
  return id === undefined ? createSharingRule(rule) : updateSharingRule(id, rule)
}
