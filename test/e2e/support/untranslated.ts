import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Page, Response } from 'playwright-core'
import { ROOT } from '../../support/source-files.ts'

/** Names that are the same in every language: products, standards, units, keys of the keyboard, currencies. */
const NAMES = new Set(
  `Mortise Connect Excel CSV XLSX XLS UTF GBK JSON PDF API URL ID IP CRM LDAP OpenID SMTP Chromium Chrome Linux HeadlessChrome Mac Command
  Ctrl Alt Shift Enter Esc Space Tab Home End MB KB GB kB CNY USD EUR GBP JPY HKD UTC GMT AM PM ROI SKU VAT SLA SWOT FAQ Webhook Markdown HTTPS HTTP
  Google Authenticator Windows Hello https Touch Face LinkedIn Twitter Skype Facebook WeChat QQ English admin en zh CN vs DD MM YYYY RMB`.split(/\s+/),
)
/** Languages call themselves by their own names. */
const OWN_NAMES = /简体中文|中文/g
const AREAS = readdirSync(path.join(ROOT, 'ui', 'i18n', 'en'), { recursive: true, encoding: 'utf8' }).map((file) => path.basename(file, '.ts'))
/** `list.filter.title`: what is shown where a text is missing. */
const RAW_KEY = new RegExp(`\\b(?:${AREAS.join('|')})(?:\\.[a-z]\\w*)+\\b`, 'g')
/** `needs_analysis`: what a thing is called in metadata. */
const INNER_NAME = /\b[a-z]+(?:_[a-z]+)+\b/g
const LATIN_WORD = /[A-Za-z][A-Za-z'’]+/g
const CHINESE = /\p{Script=Han}+/gu
/** What people typed in is no text of ours; the rest of what the server says is. */
const WITH_DATA =
  /^\/api\/(records|search|notifications|preferences|session|me|files|lookup|timeline|comments|tags|tasks|views|activities|duplicates|merge|bin|imports|access\/profiles|audit)/

/** What may look like a key and is none: how people and programs call themselves. */
const IN_OWN_WORDS = new Set(['username', 'agent'])

/** Collects what people typed in, from every answer that a page gets. Begin before the page is opened. */
export function watchData(page: Page): () => Promise<string[]> {
  const answers: Promise<unknown>[] = []
  page.on('response', (response) => {
    if (WITH_DATA.test(new URL(response.url()).pathname)) answers.push(readAnswer(response))
  })
  return async () => {
    const texts = new Set<string>()
    for (const answer of await Promise.all(answers)) collectTexts(answer, texts)
    // The longest first: a name within a sentence must not spoil the sentence.
    return [...texts].sort((a, b) => b.length - a.length)
  }
}

/** Visible texts, names for screen readers, tips and placeholders that are in no language of the page: each with what is foreign in it. */
export async function findUntranslated(page: Page, { locale, data }: { locale: 'en' | 'zh-CN'; data: string[] }): Promise<string[]> {
  const texts = await page.evaluate<string[]>(VISIBLE_TEXTS)
  return texts.flatMap((text) => {
    const foreign = foreignIn(withoutData(text, data), locale)
    return foreign.length > 0 ? [`${foreign.join(', ')} in “${text.slice(0, 80)}”`] : []
  })
}

function foreignIn(text: string, locale: 'en' | 'zh-CN'): string[] {
  const inner = [...(text.match(RAW_KEY) ?? []), ...(text.match(INNER_NAME) ?? [])]
  if (locale === 'en') return [...inner, ...(text.replace(OWN_NAMES, '').match(CHINESE) ?? [])]
  return [...inner, ...(text.match(LATIN_WORD) ?? []).filter((word) => !NAMES.has(word))]
}

function withoutData(text: string, data: string[]): string {
  return data.reduce((rest, each) => (rest.includes(each) ? rest.replaceAll(each, ' ') : rest), text)
}

async function readAnswer(response: Response): Promise<unknown> {
  return response.json().catch(() => null)
}

/** A name of one character: 李. */
function isHan(text: string): boolean {
  return /^\p{Script=Han}$/u.test(text)
}

/** Keys of picklists and fields are no texts: they are shown by their labels. */
function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    for (const line of value.split('\n').map((each) => each.trim()))
      if ((line.length > 1 || isHan(line)) && !/^[a-z][a-z0-9_]*$/.test(line)) into.add(line).add(line.replace(/^https?:\/\/(?:www\.)?|\/$/g, ''))
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && IN_OWN_WORDS.has(key)) into.add(inner)
    else collectTexts(inner, into)
  }
}

/** In the page: texts of elements that are seen, and the attributes that are read out or shown on hover. */
const VISIBLE_TEXTS = `(() => {
  const texts = new Set()
  const add = (text) => { const plain = (text ?? '').replace(/\\s+/g, ' ').trim(); if (plain !== '') texts.add(plain) }
  const isSeen = (element) => element.closest('[aria-hidden=true], .avatar, script, style, noscript') === null && element.checkVisibility({ checkVisibilityCSS: true })
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (isSeen(walker.currentNode.parentElement)) add(walker.currentNode.data)
  for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (isSeen(element)) for (const name of ['aria-label', 'title', 'placeholder', 'alt']) add(element.getAttribute(name))
  }
  add(document.title)
  return [...texts]
})()`
