import { lookup as resolve } from 'node:dns'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { isPublicAddress } from './egress-addresses.ts'
import { egressFetch } from './egress-fetch.ts'
import { defineError } from './errors.ts'

/** 502: something that was asked for lies where this server must not reach. */
export const egressRefused = defineError('EGRESS_REFUSED', 502, 'The address {host} is not one that this server may connect to.')
/** 502: the other side does not answer. */
export const egressFailed = defineError('EGRESS_FAILED', 502, '{host} does not answer.')

/** The one way out: every connection to another machine is opened here. */
export interface Egress {
  /** Opens a connection without TLS; whoever asks for it may begin TLS on it. */
  connect(target: { host: string; port: number }): Promise<Socket>
  /** A request in the form of the Fetch API: no redirect is followed, at most 5 MB and 15 s. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
  /** Says of a host that the administrator wrote into the configuration whether it is one; for libraries that connect by themselves. */
  isConfigured(host: string): boolean
}

const CONNECT_MS = 15_000

/**
 * Makes the guard. What a name resolves to is looked at when the connection is made, so that it cannot change in between;
 * addresses of the own network are refused, but for the hosts that the configuration itself names.
 */
export function createEgress(configuredHosts: readonly string[]): Egress {
  const configured = new Set(configuredHosts.map((host) => bareHost(host)))
  const isConfigured = (host: string) => configured.has(bareHost(host))
  const mayReach = (host: string, address: string) => isConfigured(host) || isPublicAddress(address)

  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const allowed = addresses.filter(({ address }) => mayReach(host, address))
      const [first] = allowed
      if (!first) return done(egressRefused({ params: { host } }), '', 0)
      if (options.all) return (done as unknown as (error: null, all: typeof allowed) => void)(null, allowed)
      done(null, first.address, first.family)
    })
  }
  const refuseLiteral = (host: string): void => {
    const bare = bareHost(host)
    if (isIP(bare) !== 0 && !mayReach(bare, bare)) throw egressRefused({ params: { host } })
  }

  return {
    isConfigured,
    async connect({ host, port }) {
      refuseLiteral(host)
      return openSocket({ host: bareHost(host), port, lookup })
    },
    async fetch(url, init) {
      const target = new URL(url)
      refuseLiteral(target.hostname)
      return egressFetch(target, init ?? {}, lookup)
    },
  }
}

function openSocket(target: { host: string; port: number; lookup: LookupFunction }): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect(target)
    socket.setTimeout(CONNECT_MS, () => socket.destroy(egressFailed({ params: { host: target.host } })))
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeListener('error', fail)
      done(socket)
    })
  })
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, '')
}
