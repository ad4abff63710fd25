import { openSecret, sealSecret } from '../fields/other/secret-key.ts'
import type { OutboxHandler } from '../jobs/outbox-dispatcher.ts'
import type { Locale } from '../contract/label.ts'
import { invalid } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { addToOutbox } from '../records/after-commit/outbox.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import type { Context } from '../storage/context.ts'
import { claimSignIn } from '../storage/sign-in/attempts.ts'
import { type Account, findAccount } from '../storage/sign-in/credentials.ts'
import { createPasswordLink, type PasswordLinkKind } from '../storage/sign-in/password-links.ts'

export const FORGOTTEN = 'forgotten-password'
const SEALED_AS = 'forgotten password'

/** Where links in mails lead: the configured address, never what a request calls this server. */
export function linkBase(config: { baseUrl: string | null; port: number }): string {
  return config.baseUrl ?? `http://localhost:${config.port}`
}

/**
 * Notes that somebody has forgotten a password. Who it is is looked up later, in the background: the answer and its time are the
 * same for a name that is not there. At most ten times in a quarter of an hour for a name.
 */
export async function noteForgotten(ctx: Context, { name, locale }: { name: string; locale: Locale }): Promise<void> {
  const address = `reset ${ctx.source?.address ?? ''}`
  if (!(await claimSignIn(ctx.database, { name: `reset ${name}`, address }))) return
  const sealed = sealSecret(JSON.stringify({ name, locale, source: ctx.source ?? null }), SEALED_AS)
  await addToOutbox(ctx, [{ kind: FORGOTTEN, effectKey: `forgotten ${newId()}`, payload: { sealed } }])
}

/** Sends the link to who has forgotten a password; nothing happens for a name that is not there, or has no password or address here. */
export function forgottenHandler(base: string): OutboxHandler {
  return async (ctx, entry) => {
    const { name, locale, source } = JSON.parse(openSecret(String(entry.payload.sealed), SEALED_AS)) as {
      name: string
      locale: Locale
      source: Context['source'] | null
    }
    const account = await findAccount(ctx.database, name)
    if (!account || account.email === null || account.passwordHash === null) return
    const asked: Context = { ...ctx, ...(source && { source }) }
    await writeAudit({ ...asked, actor: account }, { action: 'password_reset_asked' })
    await sendPasswordLink(asked, { account, kind: 'reset', locale, base })
  }
}

export interface PasswordLinkMail {
  account: Account
  kind: PasswordLinkKind
  locale: Locale
  /** See {@link linkBase}. */
  base: string
}

/** Makes a link and sends it. Throws INVALID for a user without an e-mail address. */
export async function sendPasswordLink(ctx: Context, { account, kind, locale, base }: PasswordLinkMail): Promise<void> {
  const { email } = account
  if (email === null) throw invalid({ problems: [{ field: 'email', code: 'EMAIL_MISSING' }] })
  await ctx.database.transaction(async (database) => {
    const token = await createPasswordLink(database, { userId: account.userId, kind })
    await queueMail(
      { ...ctx, database },
      {
        template: kind === 'reset' ? 'password-reset' : 'invitation',
        to: { name: account.name, address: email },
        locale,
        data: { name: account.name, username: account.username, inviter: ctx.actor.name, link: `${base}/password/${token}` },
        effectKey: newId(),
      },
    )
  })
}
