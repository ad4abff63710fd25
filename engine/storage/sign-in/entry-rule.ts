import { BlockList, isIP } from 'node:net'

/** When and from where the people of a profile may come in. What is not set does not limit. */
export interface EntryRule {
  /** `HH:MM:SS` in the time zone of the rule; `until` before `from` means over midnight. */
  from: string | null
  until: string | null
  /** `mon` … `sun`. With hours over midnight: the day on which they begin. */
  days: readonly string[]
  /** IANA name. */
  timeZone: string
  /** Addresses and networks: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. */
  addresses: readonly string[]
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Whether somebody at this address may come in now: one of the rules lets them, or there is none. */
export function mayEnter(rules: readonly EntryRule[], at: { now: Date; address: string }): boolean {
  return rules.length === 0 || rules.some((rule) => isAllowedTime(rule, at.now) && isAllowedAddress(rule, at.address))
}

function isAllowedTime({ from, until, days, timeZone }: EntryRule, now: Date): boolean {
  // Every request asks, and hardly any profile limits the hours.
  if (from === null && until === null && days.length === 0) return true
  const { time, day } = clockIn(timeZone, now)
  const start = from ?? '00:00:00'
  const end = until ?? '24:00:00'
  const isOpenOn = (index: number) => days.length === 0 || days.includes(DAYS[(index + DAYS.length) % DAYS.length] ?? '')
  if (start <= end) return isOpenOn(day) && time >= start && time < end
  return (time >= start && isOpenOn(day)) || (time < end && isOpenOn(day - 1))
}

/** The parts of a list of addresses, as an admin types it. */
export function splitAddresses(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== '')
}

/** Whether a text is an IP address or a network. */
export function isAddressOrNetwork(text: string): boolean {
  return addTo(new BlockList(), text)
}

/** The wall clock of a time zone; an unknown zone is read as UTC. */
function clockIn(timeZone: string, now: Date): { time: string; day: number } {
  const parts = formatterOf(timeZone).formatToParts(now)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return { time: `${part('hour')}:${part('minute')}:${part('second')}`, day: DAYS.indexOf(part('weekday').toLowerCase() as (typeof DAYS)[number]) }
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', weekday: 'short' } as const
/** Making one costs more than all else here; there are some hundred time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone) ?? makeFormatter(timeZone)
  formatters.set(timeZone, made)
  return made
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { ...CLOCK, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...CLOCK, timeZone: 'UTC' })
  }
}

function isAllowedAddress({ addresses }: EntryRule, address: string): boolean {
  if (addresses.length === 0) return true
  const list = new BlockList()
  for (const each of addresses) addTo(list, each)
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain)
  return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

function addTo(list: BlockList, text: string): boolean {
  const [address = '', length, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  if (length === undefined) {
    list.addAddress(address, type)
    return true
  }
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  if (!(bits <= (family === 4 ? 32 : 128))) return false
  list.addSubnet(address, bits, type)
  return true
}
