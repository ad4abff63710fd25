import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { createEgress } from '../kernel/egress.ts'
import { createMailTransport, type OutgoingMail } from './mail-transport.ts'
import { MAIL_TEXTS, type MailTemplate } from './mail-text.ts'
import { renderMail } from './render-mail.ts'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

const mail: OutgoingMail = { key: 'mail 1', to: { name: '王芳', address: 'fang@example.org' }, subject: '重置您的密码', text: '您好', html: '<p>您好</p>' }
const settings = { smtpUrl: null, mailFrom: null, baseUrl: 'https://crm.example.org', dataDir: '' }

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mortise-mail-'))
  closers.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function mailServer(options: { refuse?: boolean } = {}): Promise<{ port: number; received: Buffer[] }> {
  const received: Buffer[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => (username === 'me' && password === 'secret' ? done(null, { user: 'me' }) : done(new Error('no'))),
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (options.refuse) return done(new Error('mailbox full'))
        received.push(Buffer.concat(chunks))
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(() => void server.close())
  return { port: (server.server.address() as { port: number }).port, received }
}

describe('without a mail server', () => {
  it('each mail is one file, however often it is tried', async () => {
    const dataDir = folder()
    const transport = createMailTransport({ ...settings, dataDir }, createEgress([]))
    await transport.send(mail)
    await transport.send(mail)
    await transport.send({ ...mail, key: 'mail 2' })
    const files = readdirSync(join(dataDir, 'outbox-mail'))
    expect(files).toHaveLength(2)
    const parsed = await simpleParser(readFileSync(join(dataDir, 'outbox-mail', files[0] ?? '')))
    expect(parsed).toMatchObject({ subject: '重置您的密码', from: { text: '"Mortise" <no-reply@crm.example.org>' }, text: expect.stringContaining('您好') })
    expect(parsed.to).toMatchObject({ value: [{ name: '王芳', address: 'fang@example.org' }] })
  })
})

describe('with a mail server', () => {
  it('a mail arrives, by the name and password of the address', async () => {
    const { port, received } = await mailServer()
    const transport = createMailTransport(
      { ...settings, smtpUrl: `smtp://me:secret@127.0.0.1:${port}`, mailFrom: 'CRM <crm@example.org>' },
      createEgress(['127.0.0.1']),
    )
    await transport.send(mail)
    const parsed = await simpleParser(received[0] ?? '')
    expect(parsed).toMatchObject({ subject: '重置您的密码', from: { text: '"CRM" <crm@example.org>' }, html: expect.stringContaining('<p>您好</p>') })
    expect(parsed.messageId).toMatch(/^<[0-9a-f]{32}@crm\.example\.org>$/)
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('that refuses, the caller is told', async () => {
    const { port } = await mailServer({ refuse: true })
    await expect(createMailTransport({ ...settings, smtpUrl: `smtp://127.0.0.1:${port}` }, createEgress(['127.0.0.1'])).send(mail)).rejects.toThrow(
      'mailbox full',
    )
  })

  it('in the own network that the configuration does not name, nothing is sent', async () => {
    const { port, received } = await mailServer()
    await expect(createMailTransport({ ...settings, smtpUrl: `smtp://127.0.0.1:${port}` }, createEgress([])).send(mail)).rejects.toThrow()
    expect(received).toEqual([])
  })
})

describe('the words of a mail', () => {
  const data = { name: '<b>Ana</b>', username: 'ana', inviter: 'Bo\r\nBcc: x@example.org', link: 'https://crm.example.org/password/t' }

  it.each(Object.keys(MAIL_TEXTS) as MailTemplate[])('of %s are whole in both languages, and hold no markup of the data', async (template) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const { subject, text, html } = await renderMail({ template, locale, data })
      expect(subject).not.toMatch(/[\r\n{}]/)
      expect(text).toContain('<b>Ana</b>')
      expect(html).toContain('&lt;b&gt;Ana&lt;/b&gt;')
      expect(html).not.toMatch(/<b>|\{\{/)
      expect(text.includes(data.link)).toBe('action' in MAIL_TEXTS[template])
    }
  })
})
