import { describe, expect, it } from 'vitest'
import { mayEnter, type EntryRule } from './entry-rule.ts'

const rule = (more: Partial<EntryRule> = {}): EntryRule => ({ from: null, until: null, days: [], timeZone: 'UTC', addresses: [], ...more })
const at = (now: string, address = '192.0.2.7') => ({ now: new Date(now), address })
// 2026-11-25 is a Wednesday.
const [NOON, NIGHT] = ['2026-11-25T12:00:00Z', '2026-11-25T23:30:00Z']

describe('the hours of a profile', () => {
  it.each<[string, Partial<EntryRule>, string, boolean]>([
    ['nothing set', {}, NIGHT, true],
    ['within the hours', { from: '09:00:00', until: '18:00:00' }, NOON, true],
    ['after the hours', { from: '09:00:00', until: '18:00:00' }, NIGHT, false],
    ['at the very end', { from: '09:00:00', until: '12:00:00' }, NOON, false],
    ['only a beginning', { from: '13:00:00' }, NOON, false],
    ['in the zone of the rule', { from: '19:00:00', until: '21:00:00', timeZone: 'Asia/Shanghai' }, NOON, true],
    ['a zone that is none is UTC', { from: '11:00:00', until: '13:00:00', timeZone: 'Mars/Base' }, NOON, true],
    ['over midnight, before it', { from: '22:00:00', until: '06:00:00' }, NIGHT, true],
    ['over midnight, after it', { from: '22:00:00', until: '06:00:00' }, '2026-11-26T05:59:59Z', true],
    ['over midnight, at noon', { from: '22:00:00', until: '06:00:00' }, NOON, false],
    ['on one of the days', { days: ['wed'] }, NOON, true],
    ['on another day', { days: ['mon', 'tue'] }, NOON, false],
    ['over midnight on the day on which it began', { from: '22:00:00', until: '06:00:00', days: ['wed'] }, '2026-11-26T03:00:00Z', true],
    ['over midnight on the next day', { from: '22:00:00', until: '06:00:00', days: ['wed'] }, '2026-11-26T23:00:00Z', false],
  ])('%s', (_, given, now, wanted) => {
    expect(mayEnter([rule(given)], at(now))).toBe(wanted)
  })
})

describe('the addresses of a profile', () => {
  it.each<[string, string[], string, boolean]>([
    ['one of them', ['192.0.2.7'], '192.0.2.7', true],
    ['another', ['192.0.2.7'], '192.0.2.8', false],
    ['in a network', ['10.0.0.0/8'], '10.200.1.1', true],
    ['outside of it', ['10.0.0.0/8'], '11.0.0.1', false],
    ['IPv6', ['2001:db8::/32'], '2001:db8:1::5', true],
    ['IPv4 in the form of IPv6', ['192.0.2.0/24'], '::ffff:192.0.2.9', true],
    ['what is no address opens nothing', ['everywhere', '1.2.3.4/99'], '1.2.3.4', false],
    ['a sender without an address', ['10.0.0.0/8'], '', false],
  ])('%s', (_, addresses, address, wanted) => {
    expect(mayEnter([rule({ addresses })], at(NOON, address))).toBe(wanted)
  })
})

it('of several profiles one that lets in is enough; without any there is no limit', () => {
  expect(mayEnter([rule({ days: ['mon'] }), rule({ addresses: ['192.0.2.7'] })], at(NOON))).toBe(true)
  expect(mayEnter([], at(NOON))).toBe(true)
})
