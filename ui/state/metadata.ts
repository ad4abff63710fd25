import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ClientModel, FieldTypeInfo } from '../../engine/contract/client-model.ts'
import type { CurrencyModel, FieldModel, RecordAction } from '../../engine/contract/model.ts'
import { loadMetadata } from '../api/metadata.ts'
import { fieldIn, moduleIn, picklistValuesIn } from './model-lookups.ts'

/** The metadata as the signed-in user may see it: loaded once, asked for again with its ETag when it changed. */
export const useMetadata = defineStore('metadata', () => {
  const model = shallowRef<ClientModel | null>(null)
  let etag: string | undefined
  let loading: Promise<void> | null = null

  const currencies = computed(() => model.value?.currencies ?? [])

  /** Loads what is not there yet, or what is newer; calls at the same time share one request. */
  function load(): Promise<void> {
    loading ??= fetchModel().finally(() => {
      loading = null
    })
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

  return {
    model,
    version: computed(() => model.value?.version ?? 0),
    currencies,
    baseCurrency: computed(() => currencies.value.find((currency) => currency.base)),
    load,
    forget,
    findModule: (key: string) => moduleIn(model.value, key),
    /** By key, or by a path through references. */
    findField: (module: string, path: string) => fieldIn(model.value, module, path),
    /** Whether the user may do something with a module at all; records say for themselves in `can`. */
    allows: (module: string, action: RecordAction): boolean => model.value?.can[module]?.includes(action) ?? false,
    typeOf: (field: FieldModel): FieldTypeInfo | undefined => model.value?.fieldTypes[field.type],
    picklistValues: (field: FieldModel) => picklistValuesIn(model.value, field),
    findCurrency: (code: string): CurrencyModel | undefined => currencies.value.find((currency) => currency.key === code),
  }
})
