import type * as PinyinPro from 'pinyin-pro'
import type { BehaviorUse } from '../contract/model.ts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { Behavior } from '../records/behavior.ts'
import { isBlank, setValue, type RecordBatch } from '../records/hooks-batch.ts'
import { findTakenTexts } from '../records/read/find-taken-texts.ts'

const KEY = { $ref: 'common.schema.json#/definitions/key' }
const LONGEST = 40
const pinyinPro = lazyModule<typeof PinyinPro>('pinyin-pro')

/** Gives new records without a user name one that is made of their name and that nobody has: `zhangsanfeng`, `moses.frase`, `moses.frase2`. */
export const usernameFromName: Behavior = {
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['from', 'to'],
    properties: { from: { ...KEY, description: 'The field of the name.' }, to: { ...KEY, description: 'The field of the user name; unique.' } },
  },
  hooks: { 'record.preparing': giveUsernames },
}

async function giveUsernames({ ctx, module, items }: RecordBatch, use: BehaviorUse): Promise<void> {
  const { from, to } = use as BehaviorUse & { from: string; to: string }
  const nameless = items.filter((item) => item.action === 'create' && isBlank(item.values[to]) && !isBlank(item.values[from]))
  if (nameless.length === 0) return

  const wanted = new Map(nameless.map((item) => [item, usernameOf(String(item.values[from]))]))
  const taken = await findTakenTexts(ctx, { module: module.key, field: to, beginnings: [...new Set(wanted.values())] })
  for (const item of items) if (!isBlank(item.values[to])) taken.add(String(item.values[to]).toLowerCase())
  for (const [item, name] of wanted) {
    const free = firstFree(name, taken)
    taken.add(free)
    setValue(item, to, free)
  }
}

/** `张三丰` -> zhangsanfeng, `José O'Neill` -> jose.oneill. A name without a letter that could be typed becomes `user`. */
export function usernameOf(name: string): string {
  const latin = name.replace(/\p{Script=Han}+/gu, (run) => pinyinPro().pinyin(run, { toneType: 'none', type: 'array', surname: 'head', v: true }).join(''))
  const plain = latin.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’`]/gu, '')
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '')
  return words.join('.').slice(0, LONGEST).replace(/\.$/, '') || 'user'
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}${number}`)) return `${name}${number}`
  }
}
