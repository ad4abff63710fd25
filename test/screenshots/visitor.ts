import type { ListResult } from '../../engine/contract/api.ts'
import type { FindRecord } from '../screens/screens.ts'
import { ADMIN } from '../support/server-process.ts'

/** The administrator, signed in at an installation. */
export interface Visitor {
  url: string
  cookie: { name: string; value: string }
  find: FindRecord
}

/** Signs the administrator in. Throws where the password is not hers. */
export async function signIn({ url, password }: { url: string; password: string }): Promise<Visitor> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: ADMIN.name, password }),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  if (!answer.ok || cookie === '') throw new Error(`Nobody is let in at ${url}: ${answer.status}`)
  const [name = '', value = ''] = cookie.split('=')
  return {
    url,
    cookie: { name, value },
    async find(module, place = 0) {
      const list = await fetch(`${url}/api/records/${module}?limit=${place + 1}&sort=created_at:desc&fields=id`, { headers: { cookie } })
      const { records } = (await list.json()) as ListResult
      const record = records[place]
      if (!record) throw new Error(`There are not so many ${module}.`)
      return record.id
    },
  }
}
