import type { PasswordLinkInfo } from '../contract/sign-in.ts'
import type { Locale } from '../contract/label.ts'
import { invalid, notFound } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import type { Context } from '../storage/context.ts'
import { claimSignIn, confirmSignIn, forgetFailures } from '../storage/sign-in/attempts.ts'
import { type Account, findAccountOf, isPasswordOf, setPassword } from '../storage/sign-in/credentials.ts'
import { endPasswordLinks, findPasswordLink, usePasswordLink } from '../storage/sign-in/password-links.ts'
import { freeSession, revokeOtherSessions } from '../storage/sign-in/sessions.ts'
import { checkNewPassword } from './password-policy.ts'

/** The signed-in user, who shows the present password once more. Throws INVALID where it is wrong, or tried too often. */
export async function proveSelf(ctx: Context, { userId, current }: { userId: string; current: string | undefined }): Promise<Account> {
  const account = await findAccountOf(ctx.database, userId)
  if (!account) throw notFound()
  if (account.passwordHash === null) return account
  const attempt = { name: userId, address: ctx.source?.address ?? '' }
  const isRight = (await claimSignIn(ctx.database, attempt)) && (await isPasswordOf(account, current ?? ''))
  if (!isRight) throw invalid({ problems: [{ field: 'current', code: 'PASSWORD_WRONG' }] })
  await confirmSignIn(ctx.database, attempt)
  return account
}

export interface PasswordChange {
  userId: string
  sessionId: string
  current: string | undefined
  password: string
}

/** The signed-in user chooses another password; all other sessions end. Throws INVALID. */
export async function changeOwnPassword(ctx: Context, { userId, sessionId, current, password }: PasswordChange): Promise<void> {
  const account = await proveSelf(ctx, { userId, current })
  await checkNewPassword(ctx.database, account, password)
  await ctx.database.transaction(async (database) => {
    const inside = { ...ctx, database }
    await setPassword(database, { userId, password })
    await revokeOtherSessions(database, { userId, keep: sessionId })
    await endPasswordLinks(database, userId)
    await freeSession(database, sessionId)
    await writeAudit(inside, { action: 'password_changed' })
    await tellOfChange(inside, account, ctx.actor.locale)
  })
}

/** What the link of a mail is for. Throws NOT_FOUND for one that is unknown, used or old. */
export async function openPasswordLink(ctx: Pick<Context, 'database'>, token: string): Promise<PasswordLinkInfo> {
  const link = await findPasswordLink(ctx.database, token)
  if (!link) throw notFound()
  return { kind: link.kind, username: link.username, name: link.name }
}

/** Sets the password of whom the link was sent to; the link is used up, and every session ends. Throws NOT_FOUND, INVALID. */
export async function resetPassword(ctx: Context, { token, password, locale }: { token: string; password: string; locale: Locale }): Promise<void> {
  const link = await findPasswordLink(ctx.database, token)
  const account = link && (await findAccountOf(ctx.database, link.userId))
  if (!account) throw notFound()
  await checkNewPassword(ctx.database, account, password)
  await ctx.database.transaction(async (database) => {
    if (!(await usePasswordLink(database, token))) throw notFound()
    const inside: Context = { ...ctx, database, actor: { ...ctx.actor, userId: account.userId, name: account.name } }
    await setPassword(database, { userId: account.userId, password })
    await revokeOtherSessions(database, { userId: account.userId, keep: null })
    await endPasswordLinks(database, account.userId)
    await forgetFailures(database, account.userId)
    await writeAudit(inside, { action: 'password_reset', details: { link: link.kind } })
    if (link.kind === 'reset') await tellOfChange(inside, account, locale)
  })
}

/** Who did not change it learns of it. */
async function tellOfChange(ctx: Context, account: Account, locale: Locale): Promise<void> {
  if (account.email === null) return
  await queueMail(ctx, {
    template: 'password-changed',
    to: { name: account.name, address: account.email },
    locale,
    data: { name: account.name, username: account.username },
    effectKey: newId(),
  })
}
