import type sanitizeHtml from 'sanitize-html'
import { lazyModule } from '../../kernel/lazy-module.ts'

const sanitizer = lazyModule<typeof sanitizeHtml>('sanitize-html')

/**
 * The one sanitiser of HTML that people write or paste: text, lists, tables, links and pictures stay;
 * scripts, styles, forms, frames, event handlers and every other scheme than http, https, mailto, tel and cid go.
 */
export function cleanHtml(html: string): string {
  return sanitizer()(html, OPTIONS).trim()
}

/** The words of an HTML text, in one line. */
export function htmlToWords(html: string): string {
  const words = sanitizer()(html.replace(BLOCK_ENDS, '$& '), { allowedTags: [], allowedAttributes: {} })
  return words
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'div',
    'span',
    'h1',
    'h2',
    'h3',
    'h4',
    'blockquote',
    'pre',
    'code',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'sub',
    'sup',
    'mark',
    'ul',
    'ol',
    'li',
    'a',
    'img',
    'table',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
    'caption',
    'figure',
    'figcaption',
  ],
  allowedAttributes: {
    a: ['href', 'title', 'target', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    th: ['colspan', 'rowspan', 'align'],
    td: ['colspan', 'rowspan', 'align'],
    ol: ['start'],
    '*': ['dir', 'lang'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 50,
  /** A page that a link opens must not reach back into this one. */
  transformTags: { a: (tagName, attributes) => ({ tagName, attribs: { ...attributes, rel: 'noopener noreferrer' } }) },
}

const BLOCK_ENDS = /<\/(?:p|div|li|h[1-4]|tr|td|th|blockquote|pre)>|<br\s*\/?>/gi
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
