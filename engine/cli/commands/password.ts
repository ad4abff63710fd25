import { randomBytes } from 'node:crypto'
import { setPassword } from '../../storage/sign-in/credentials.ts'
import { findUserByName } from '../../storage/sign-in/find-user.ts'
import { revokeOtherSessions } from '../../storage/sign-in/sessions.ts'
import { UsageError } from '../usage-error.ts'
import { withInstallation } from '../with-installation.ts'

/** Gives a user a new random password and prints it: for an administrator who is locked out. Ends all of the user's sessions. */
export async function password(args: string[]): Promise<void> {
  const name = args[0]
  if (name === undefined) throw new UsageError('Usage: mortise password USERNAME')
  await withInstallation(async ({ database }) => {
    const userId = await findUserByName(database, name)
    if (userId === null) throw new UsageError(`There is no active user "${name}".`)
    const created = randomBytes(12).toString('base64url')
    await database.transaction(async (inside) => {
      await setPassword(inside, { userId, password: created, mustChange: true })
      await revokeOtherSessions(inside, { userId, keep: null })
    })
    process.stdout.write(`The new password of ${name} is ${created}\n`)
  })
}
