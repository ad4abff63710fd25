import { getRecord } from '../../records/get.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { loadDemoPlan } from './load-demo-plan.ts'
import { demoChangeSet } from './manage-demo.ts'
import { planDemo } from './plan-demo.ts'

const USERS = 'users'

export interface DemoUser {
  id: string
  username: string
  name: string
}

/** The people of the sample company that was made last, to let them sign in. */
export async function findDemoUsers(ctx: RecordContext, folder: string): Promise<DemoUser[]> {
  const [plan, changeSet] = await Promise.all([loadDemoPlan(folder), demoChangeSet(ctx)])
  if (!plan || changeSet === null) return []
  const planned = (await planDemo({ ...ctx, changeSet }, plan)).filter(({ set }) => set.module === USERS)
  const users: DemoUser[] = []
  for (const { id } of planned.flatMap(({ records }) => records)) {
    const { values } = await getRecord(ctx, { module: USERS, id })
    users.push({ id, username: String(values.username ?? ''), name: String(values.name ?? '') })
  }
  return users
}
