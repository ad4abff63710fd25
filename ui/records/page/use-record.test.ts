import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useRecord } from './use-record.ts'

const scope = effectScope()
const requests: string[] = []
beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', async (url: string) => {
    requests.push(url)
    return new Response(JSON.stringify({ id: 'a', module: 'books', version: 1, values: {}, labels: {}, can: {} }), {
      headers: { 'content-type': 'application/json' },
    })
  })
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

it('fetches a record once, whichever of its tabs the address names', async () => {
  const route = shallowRef({ module: 'books', id: 'a', tab: 'details' })
  const open = scope.run(() => useRecord(() => ({ module: route.value.module, id: route.value.id })))
  await vi.waitFor(() => expect(open?.record.value?.id).toBe('a'))

  route.value = { ...route.value, tab: 'timeline' }
  await nextTick()
  expect(open?.record.value?.id).toBe('a')
  expect(requests).toHaveLength(1)
})
