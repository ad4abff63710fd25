import type { Locale } from '../contract/label.ts'
import { renderTemplates } from '../templates/render-template.ts'
import { MAIL_TEXTS, type MailTemplate, type MailText } from './mail-text.ts'

/** A mail as it is sent. */
export interface RenderedMail {
  subject: string
  text: string
  html: string
}

export interface MailContent {
  template: MailTemplate
  locale: Locale
  /** `link` is the address behind the button. */
  data: Record<string, string>
}

const TEXT_LAYOUT = '{{#each paragraphs}}{{this}}\n\n{{/each}}{{#if link}}{{link}}\n\n{{/if}}-- \nMortise\n'

const HTML_LAYOUT = `<!doctype html>
<html lang="{{lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#f5f6f8;color:#1c2230;font:15px/1.6 -apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:520px;margin:0 auto;padding:32px;border:1px solid #e3e6ec;border-radius:12px;background:#ffffff">
{{#each paragraphs}}<p style="margin:0 0 16px">{{this}}</p>
{{/each}}{{#if link}}<p style="margin:24px 0"><a href="{{link}}" style="display:inline-block;padding:10px 20px;border-radius:8px;background:#3355dd;color:#ffffff;text-decoration:none">{{action}}</a></p>
<p style="margin:0;color:#667085;font-size:13px;word-break:break-all">{{link}}</p>
{{/if}}</div></body></html>
`

/** Words and layout of a mail in one language, as text and as HTML. */
export async function renderMail({ template, locale, data }: MailContent): Promise<RenderedMail> {
  const words: MailText = MAIL_TEXTS[template]
  const sources = [words.subject, ...(words.action ? [words.action] : []), ...words.paragraphs].map((label) => ({ source: label[locale], html: false }))
  const [subject = '', ...rest] = await renderTemplates(sources, data)
  const action = words.action ? (rest.shift() ?? '') : ''
  const oneLine = subject.replace(/\s+/g, ' ').trim()
  const link = words.action ? (data.link ?? '') : ''
  const [text = '', html = ''] = await renderTemplates(
    [
      { source: TEXT_LAYOUT, html: false },
      { source: HTML_LAYOUT, html: true },
    ],
    { subject: oneLine, paragraphs: rest, action, link, lang: locale },
  )
  return { subject: oneLine, text, html }
}
