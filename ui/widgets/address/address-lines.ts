import type { FieldValue } from '../../../engine/contract/api.ts'

/** An address in lines: in Chinese from the country down to the street, else from the street up. */
export function addressLines(value: FieldValue, locale: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const part = (key: string): string => String(value[key] ?? '').trim()
  const lines = locale === 'zh-CN'
    ? [part('country'), [part('state'), part('city')].join(''), part('street'), [part('po_box'), part('postcode')].join(' ').trim()]
    : [part('street'), part('po_box'), [part('city'), part('state'), part('postcode')].filter((text) => text !== '').join(' '), part('country')]
  return lines.filter((line) => line !== '')
}
