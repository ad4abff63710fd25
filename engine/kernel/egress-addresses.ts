import { BlockList, isIP } from 'node:net'

/** Addresses that are not of the public internet: our own machine, our own network, the cloud's metadata service, and what is reserved. */
const INTERNAL: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const INTERNAL_6: readonly [network: string, prefix: number][] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
]

const internal = new BlockList()
for (const [network, prefix] of INTERNAL) internal.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of INTERNAL_6) internal.addSubnet(network, prefix, 'ipv6')

/** Whether an address is one of the public internet. IPv4 written as IPv6 counts as what it is. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  const kind = isIP(bare)
  if (kind === 0) return false
  const mapped = kind === 6 ? mappedAddress(bare) : null
  if (mapped !== null) return isPublicAddress(mapped)
  return !internal.check(bare, kind === 4 ? 'ipv4' : 'ipv6')
}

/** `::ffff:a.b.c.d` and `::ffff:aabb:ccdd`; null for every other address. */
function mappedAddress(address: string): string | null {
  const canonical = URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(canonical) ?? []
  if (high === undefined || low === undefined) return null
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [first >> 8, first & 255, second >> 8, second & 255].join('.')
}
