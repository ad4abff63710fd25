import { openSecret, sealSecret } from '../fields/other/secret-key.ts'
import type { OutboxHandler } from '../jobs/outbox-dispatcher.ts'
import type { Context } from '../storage/context.ts'
import { addToOutbox } from '../records/after-commit/outbox.ts'
import type { MailTransport } from './mail-transport.ts'
import { type MailContent, renderMail } from './render-mail.ts'

/** A mail that the application writes. The same effect key is sent once. */
export interface MailRequest extends MailContent {
  to: { name: string; address: string }
  effectKey: string
}

export const MAIL = 'mail'
const SEALED_AS = 'outbox mail'

/** Writes a mail into the outbox, in the transaction of its cause; it is sent after the commit. Sealed, for it may hold a link that signs somebody in. */
export async function queueMail(ctx: Context, { effectKey, ...mail }: MailRequest): Promise<void> {
  await addToOutbox(ctx, [{ kind: MAIL, effectKey: `mail ${effectKey}`, payload: { sealed: sealSecret(JSON.stringify(mail), SEALED_AS) } }])
}

/** Sends what {@link queueMail} wrote. */
export function mailHandler(transport: MailTransport): OutboxHandler {
  return async (_ctx, entry) => {
    const { to, ...content } = JSON.parse(openSecret(String(entry.payload.sealed), SEALED_AS)) as Omit<MailRequest, 'effectKey'>
    await transport.send({ key: entry.effect_key, to, ...(await renderMail(content)) })
  }
}
