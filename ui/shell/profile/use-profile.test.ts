import { createPinia, setActivePinia } from 'pinia'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import type { FieldModel } from '../../../engine/contract/model.ts'
import { mountWithI18n } from '../../testing/mount-with-i18n.ts'
import { type Profile, useProfile } from './use-profile.ts'

const field = (key: string, type: string): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key } })
const title = field('title', 'text')
const zone = field('time_zone', 'picklist')
const sent: object[] = []
let refusal: object | null = null

let profile: Profile
beforeEach(async () => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  sent.length = 0
  refusal = null
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'PATCH') sent.push(JSON.parse(body ?? '{}').values)
    const isRefused = method === 'PATCH' && refusal !== null
    const answer = isRefused
      ? refusal
      : url.endsWith('/me')
        ? { locale: 'en', theme: 'light' }
        : { values: { title: 'Volunteer', time_zone: null, ...sent.at(-1) }, labels: {} }
    return new Response(JSON.stringify(answer), { status: isRefused ? 422 : 200, headers: { 'content-type': 'application/json' } })
  })
  const Host = defineComponent({
    setup() {
      profile = useProfile()
      return () => null
    },
  })
  await mountWithI18n(Host)
  await profile.load()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('saves what is typed when the typing rests, and what is chosen at once', async () => {
  for (const text of ['He', 'Hea', 'Head']) profile.set(title, text)
  await vi.advanceTimersByTimeAsync(600)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toEqual([{ title: 'Head' }])

  profile.set(zone, 'Asia/Tokyo')
  await vi.advanceTimersByTimeAsync(1)
  expect(sent.at(-1)).toEqual({ time_zone: 'Asia/Tokyo' })
})

it('says at its field what the server refused, until it is right', async () => {
  refusal = { type: '', title: '', status: 422, code: 'INVALID', problems: [{ field: 'time_zone', code: 'NOT_IN_LIST', message: 'Choose one of the list.' }] }
  profile.set(zone, 'Mars')
  await vi.advanceTimersByTimeAsync(1)
  await flushPromises()
  expect(Object.keys(profile.errors.value)).toEqual(['time_zone'])
  refusal = null
  profile.set(zone, 'Asia/Tokyo')
  await vi.advanceTimersByTimeAsync(1)
  await flushPromises()
  expect(profile.errors.value).toEqual({})
})
