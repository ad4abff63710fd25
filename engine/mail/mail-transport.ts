import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callbackify } from 'node:util'
import type { SendMailOptions, Transporter } from 'nodemailer'
import type * as Nodemailer from 'nodemailer'
import type { Config } from '../kernel/config.ts'
import type { Egress } from '../kernel/egress.ts'
import { lazyModule } from '../kernel/lazy-module.ts'

/** One mail, ready to be sent. `key` names it for ever: the same key is the same mail. */
export interface OutgoingMail {
  key: string
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

export interface MailTransport {
  /** Throws what the mail server answers. */
  send(mail: OutgoingMail): Promise<void>
}

const nodemailer = lazyModule<typeof Nodemailer>('nodemailer')
const SERVER_MS = 20_000
const FOLDER = 'outbox-mail'

/** By the mail server of SMTP_URL; where none is set, each mail is written as a file into `outbox-mail` of the data folder. */
export function createMailTransport(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'baseUrl' | 'dataDir'>, egress: Egress): MailTransport {
  const host = config.baseUrl === null ? 'localhost' : new URL(config.baseUrl).hostname
  const from = config.mailFrom ?? `Mortise <no-reply@${host}>`
  const messageOf = (mail: OutgoingMail): SendMailOptions => ({
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${hashOf(mail.key)}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return config.smtpUrl === null
    ? folderTransport(join(config.dataDir, FOLDER), messageOf)
    : serverTransport(smtpTransporter(config.smtpUrl, egress), messageOf)
}

type MessageOf = (mail: OutgoingMail) => SendMailOptions

function serverTransport(transporter: Transporter, messageOf: MessageOf): MailTransport {
  return { send: async (mail) => void (await transporter.sendMail(messageOf(mail))) }
}

function smtpTransporter(url: string, egress: Egress): Transporter {
  return nodemailer().createTransport({
    url,
    connectionTimeout: SERVER_MS,
    greetingTimeout: SERVER_MS,
    socketTimeout: SERVER_MS,
    getSocket: ({ host = 'localhost', port, secure }: SocketRequest, done: (error: Error | null, socket?: object) => void) => {
      const target = { host, port: Number(port ?? (secure ? 465 : 587)) }
      callbackify(() => egress.connect(target))((error, connection) => done(error, { connection }))
    },
  } as Parameters<typeof Nodemailer.createTransport>[0])
}

/** What nodemailer asks for; its types do not know it. */
interface SocketRequest {
  host?: string
  port?: number | string
  secure?: boolean
}

/** The name is made from the key: a mail that is tried again is still one file. */
function folderTransport(folder: string, messageOf: MessageOf): MailTransport {
  return {
    async send(mail) {
      const composer = nodemailer().createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message } = await composer.sendMail(messageOf(mail))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${hashOf(mail.key)}.eml`)
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 })
      await rename(`${path}.part`, path)
    },
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}
