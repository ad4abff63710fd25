import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser, type ParsedMail } from 'mailparser'
import { until } from './until.ts'

/** The mails that an application without a mail server wrote to its folder. */
export async function readMails(dataDir: string): Promise<ParsedMail[]> {
  const folder = join(dataDir, 'outbox-mail')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []
  return Promise.all(files.map((name) => simpleParser(readFileSync(join(folder, name)))))
}

/** Waits for a mail to somebody with such a subject. */
export async function waitForMail(dataDir: string, { to, subject }: { to: string; subject: RegExp }): Promise<ParsedMail> {
  let found: ParsedMail | undefined
  const isSought = ({ subject: said = '', to: heads = [] }: ParsedMail) => subject.test(said) && [heads].flat().some((list) => list.text.includes(to))
  await until(async () => {
    found = (await readMails(dataDir)).find(isSought)
    return found !== undefined
  }).catch(() => undefined)
  if (found === undefined) throw new Error(`No mail to ${to} with a subject like ${subject} came.`)
  return found
}

/** The token in the link of a mail. */
export function tokenIn(mail: ParsedMail): string {
  return /\/password\/([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
}
