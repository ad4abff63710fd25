import { computed, type ComputedRef, ref, type Ref, watch } from 'vue'
import type { Condition } from '../../../engine/contract/condition.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { aggregateRecords } from '../../api/aggregates.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useMenuAreas } from '../menu/use-menu-areas.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'

export interface PipelineStage {
  key: string
  label: string
  color?: string
  count: number
  /** A decimal in the base currency. */
  sum: string
  /** Part of the greatest sum, 0 to 1. */
  share: number
}

export interface OwnPipeline extends Loaded<PipelineStage[]> {
  /** Modules with amounts that move through statuses. */
  modules: ComputedRef<ModuleModel[]>
  chosen: Ref<string>
  module: ComputedRef<ModuleModel | undefined>
}

/** What the user has in work, by stage: of modules whose status flows and whose records have an amount. */
export function useOwnPipeline(): OwnPipeline {
  const metadata = useMetadata()
  const areas = useMenuAreas()
  const modules = computed(() => areas.value.flatMap((area) => area.modules).filter((module) => module.amountField && closedStatuses(module)))
  const chosen = ref(modules.value[0]?.key ?? '')
  const module = computed(() => modules.value.find(({ key }) => key === chosen.value))
  const loaded = useLoaded(async () => (module.value ? stagesOf(module.value) : []))
  watch(chosen, () => {
    loaded.data.value = null
    void loaded.load()
  })
  return { ...loaded, modules, chosen, module }

  async function stagesOf(open: ModuleModel): Promise<PipelineStage[]> {
    const { key, statusField = '', amountField } = open
    const { rows } = await aggregateRecords({
      module: key,
      filter: openAndOwned(open),
      groupBy: [{ field: statusField }],
      measures: [{ fn: 'count' }, { fn: 'sum', field: amountField }],
      limit: 100,
    })
    const status = metadata.findField(key, statusField)
    const values = status ? metadata.picklistValues(status) : []
    const most = Math.max(1, ...rows.map(({ measures }) => Number(measures[1] ?? 0)))
    return rows
      .map(({ group, labels, measures }) => ({
        key: String(group[0] ?? ''),
        label: labels[0] ?? '',
        color: values.find((value) => value.key === group[0])?.color,
        count: Number(measures[0] ?? 0),
        sum: measures[1] ?? '0',
        share: Number(measures[1] ?? 0) / most,
      }))
      .toSorted((a, b) => values.findIndex((value) => value.key === a.key) - values.findIndex((value) => value.key === b.key))
  }
}

/** The filter of the user's records that are still open; with a stage, of those. */
export function openAndOwned(module: ModuleModel, stage?: string): Condition {
  const { statusField = '' } = module
  const mine: Condition = { field: 'owner', op: 'is_me' }
  if (stage !== undefined) return { all: [mine, { field: statusField, op: 'is', value: stage }] }
  return { all: [mine, { field: statusField, op: 'is_none', value: closedStatuses(module) ?? [] }] }
}

/** The statuses in which nothing moves any more; null where the status is no flow. */
function closedStatuses({ behaviors, statusField }: ModuleModel): string[] | null {
  const flow = behaviors.find((behavior) => behavior.field === statusField && Array.isArray(behavior.closed))
  return flow && statusField ? (flow.closed as string[]) : null
}
