import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ClientModel, CurrencyModel, FieldModel, FieldTypeInfo, ModuleModel, PicklistValueModel, RecordAction } from '../../engine/contract/model.ts'
import { loadMetadata } from '../api/metadata.ts'

/** The metadata as the signed-in user may see it: loaded once, asked for again with its ETag when it changed. */
export const useMetadata = defineStore('metadata', () => {
  const model = shallowRef<ClientModel | null>(null)
  let etag: string | undefined
  let loading: Promise<void> | null = null

  const version = computed(() => model.value?.version ?? 0)
  const currencies = computed(() => model.value?.currencies ?? [])
  const baseCurrency = computed(() => currencies.value.find((currency) => currency.base))

  /** Loads what is not there yet, or what is newer; calls at the same time share one request. */
  function load(): Promise<void> {
    loading ??= fetchModel().finally(() => { loading = null })
    return loading
  }

  async function fetchModel(): Promise<void> {
    const answer = await loadMetadata(model.value ? etag : undefined)
    if (!answer.data) return
    model.value = answer.data
    etag = answer.etag ?? undefined
  }

  function forget(): void {
    model.value = null
    etag = undefined
  }

  function findModule(key: string): ModuleModel | undefined {
    const modules = model.value?.modules
    return modules && Object.hasOwn(modules, key) ? modules[key] : undefined
  }

  /** Whether the user may do something with a module at all; records say for themselves in `can`. */
  function allows(module: string, action: RecordAction): boolean {
    return model.value?.can[module]?.includes(action) ?? false
  }

  function typeOf(field: FieldModel): FieldTypeInfo | undefined {
    return model.value?.fieldTypes[field.type]
  }

  /** A field by its key, or by a path through references (`account.industry`). */
  function findField(module: string, path: string): FieldModel | undefined {
    const [key, ...rest] = path.split('.')
    const field = findModule(module)?.fields.find((candidate) => candidate.key === key)
    if (!field || rest.length === 0) return field
    const next = field.to?.[0]
    return next ? findField(next, rest.join('.')) : undefined
  }

  /** What a picklist field offers: its own values or those of a shared picklist. */
  function picklistValues(field: FieldModel): PicklistValueModel[] {
    if (field.values) return field.values
    return (field.picklist && model.value?.picklists[field.picklist]?.values) || []
  }

  function findCurrency(code: string): CurrencyModel | undefined {
    return currencies.value.find((currency) => currency.key === code)
  }

  return { model, version, currencies, baseCurrency, load, forget, findModule, findField, allows, typeOf, picklistValues, findCurrency }
})
