import { join } from 'node:path'
import { createDiskStore } from '../../files/file-store.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { setPassword } from '../../storage/sign-in/credentials.ts'
import { removeDemo, startDemo } from '../../transfer/demo/manage-demo.ts'
import { findDemoUsers } from '../../transfer/demo/find-demo-users.ts'
import { contextAs } from '../context-as.ts'
import { runTask } from '../run-task.ts'
import { UsageError } from '../usage-error.ts'
import { type Installation, withInstallation } from '../with-installation.ts'

const USAGE = 'Usage: mortise demo [--remove] [--as USERNAME] [--password PASSWORD]'
const SHORTEST_PASSWORD = 8

/** Makes the sample company, or takes it away again. With a password its people can sign in, to see what each of them sees. */
export async function demo(args: string[]): Promise<void> {
  const { remove, as, password } = readOptions(args)
  await withInstallation(async (installation) => {
    installation.engine.addTaskKinds(createDiskStore(join(installation.config.dataDir, 'files')))
    const ctx = await contextAs(installation, as)
    if (!ctx.actor.isAdmin) throw new UsageError(`"${as}" is no administrator.`)
    const begin = remove ? removeDemo : startDemo
    const info = await runTask(installation, ctx, await begin(ctx, installation.engine.demoFolder))
    process.stdout.write(
      `${JSON.stringify({ state: info?.state, ...(info?.error && { error: info.error }), ...(info?.result as object | undefined) }, null, 2)}\n`,
    )
    if (info?.state !== 'done') process.exitCode = 1
    else if (!remove && password !== null) await openAccounts(installation, ctx, password)
  })
}

async function openAccounts({ database, engine }: Installation, ctx: RecordContext, password: string): Promise<void> {
  const users = await findDemoUsers(ctx, engine.demoFolder)
  for (const { id } of users) await setPassword(database, { userId: id, password })
  process.stdout.write(`${users.map(({ username, name }) => `${username}  ${name}`).join('\n')}\n`)
}

function readOptions(args: string[]): { remove: boolean; as: string; password: string | null } {
  const value = (name: string): string | null => {
    const index = args.indexOf(name)
    return index < 0 ? null : (args[index + 1] ?? null)
  }
  const known = new Set(['--remove', '--as', '--password'])
  const wrong = args.find((arg, index) => !known.has(arg) && !['--as', '--password'].includes(args[index - 1] ?? ''))
  const password = value('--password')
  if (wrong !== undefined || (args.includes('--password') && (password ?? '').length < SHORTEST_PASSWORD)) throw new UsageError(USAGE)
  return { remove: args.includes('--remove'), as: value('--as') ?? 'admin', password }
}
