import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { ListResult, RecordData } from '../../../../engine/contract/api.ts'
import type { Condition, Sort } from '../../../../engine/contract/condition.ts'
import type { FieldModel, LayoutRelated, ModuleModel, RelationModel } from '../../../../engine/contract/model.ts'
import { problemOf, type ProblemError } from '../../../api/problem-error.ts'
import { listRelated, unlinkRecords } from '../../../api/records.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { places } from '../../../state/places.ts'

export interface RelatedRecords {
  module: ComputedRef<ModuleModel | undefined>
  columns: ComputedRef<FieldModel[]>
  /** Those of the columns that belong to the link and not to the record. */
  attributes: ComputedRef<FieldModel[]>
  result: ShallowRef<ListResult | null>
  failure: ShallowRef<ProblemError | null>
  sort: Ref<Sort | undefined>
  /** The list of the other module with just these; null over a link, which no filter can tell. */
  wholeList: ComputedRef<string | null>
  load(cursor?: string): Promise<void>
  sortBy(field: FieldModel): void
  /** Says whether it was done. */
  unlink(other: string): Promise<boolean>
}

const PAGE = 10

/** The records of one relation of a record, loaded once they are seen. */
export function useRelatedList(input: { record: () => RecordData; relation: RelationModel; layout: LayoutRelated; isSeen: Ref<boolean> }): RelatedRecords {
  const { record, relation, layout, isSeen } = input
  const metadata = useMetadata()
  const toast = useToast()
  const module = computed(() => metadata.findModule(relation.module))
  const attributes = computed(() => (relation.kind === 'link' ? relation.fields : []))
  const columns = computed<FieldModel[]>(() => {
    const keys = layout.columns ?? module.value?.views[0]?.columns.slice(0, 5) ?? []
    return keys.flatMap((key) => attributes.value.find((field) => field.key === key) ?? metadata.findField(relation.module, key) ?? [])
  })
  const result = shallowRef<ListResult | null>(null)
  const failure = shallowRef<ProblemError | null>(null)
  const sort = ref<Sort | undefined>(layout.sort?.[0])
  /** The server tells the attributes of the link from the fields of the record by their path. */
  const wanted = computed(() => {
    const { value } = sort
    return value && [{ ...value, field: attributes.value.some(({ key }) => key === value.field) ? `link.${value.field}` : value.field }]
  })

  async function load(cursor?: string): Promise<void> {
    const { id, module: key } = record()
    const fields = columns.value.filter((field) => !attributes.value.includes(field)).map((field) => field.key)
    try {
      const page = await listRelated(
        { id, relation: relation.key },
        { module: key, fields, sort: wanted.value, filter: layout.filter, limit: PAGE, count: cursor === undefined ? 'capped' : 'none', cursor },
      )
      if (record().id !== id) return
      result.value = cursor === undefined ? page : { ...page, count: result.value?.count, records: [...(result.value?.records ?? []), ...page.records] }
      failure.value = null
    } catch (error) {
      failure.value = problemOf(error)
    }
  }

  function sortBy(field: FieldModel): void {
    if (metadata.typeOf(field)?.sortable !== true) return
    sort.value = { field: field.key, order: sort.value?.field === field.key && sort.value.order !== 'desc' ? 'desc' : 'asc' }
  }

  async function unlink(other: string): Promise<boolean> {
    try {
      await unlinkRecords({ module: record().module, id: record().id, link: relation.key, other })
      return true
    } catch (error) {
      toast.problem(error)
      return false
    }
  }

  const wholeList = computed(() => wholeListOf(record(), relation, layout))
  watch([isSeen, () => record().version, sort], () => {
    if (isSeen.value) void load()
  })
  useLiveEvents().listen('records', (event) => {
    if (event.module === relation.module && result.value) void load()
  })
  return { module, columns, attributes, result, failure, sort, wholeList, load, sortBy, unlink }
}

function wholeListOf(record: RecordData, relation: RelationModel, { filter }: LayoutRelated): string | null {
  if (relation.kind !== 'reference') return null
  const points: Condition = { field: relation.field, op: 'is', value: record.id }
  return places.list(relation.module, { filter: JSON.stringify(filter ? { all: [points, filter] } : points) })
}
