import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEgress } from './egress.ts'
import { isPublicAddress } from './egress-addresses.ts'

const server = createServer((request, response) => {
  if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1/' }).end()
  else if (request.url === '/large') response.end(Buffer.alloc(6 * 1024 * 1024))
  else request.pipe(response)
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as { port: number }).port
})
afterAll(() => server.close())

describe('addresses of the own network', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is one, or none at all', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('the way out', () => {
  it('does not lead into the own network, by address or by name', async () => {
    const egress = createEgress([])
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1']) {
      await expect(egress.fetch(`http://${host}:${port}/`)).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
    }
    await expect(egress.connect({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
    await expect(egress.connect({ host: 'localhost', port })).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
  })

  it('leads to the hosts that the configuration names', async () => {
    const egress = createEgress(['LOCALHOST.', '127.0.0.1'])
    const answer = await egress.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
    expect([answer.status, await answer.text()]).toEqual([200, 'a=b'])
    const socket = await egress.connect({ host: '127.0.0.1', port })
    socket.destroy()
  })

  it('follows no redirect, and does not read without end', async () => {
    const egress = createEgress(['127.0.0.1'])
    expect((await egress.fetch(`http://127.0.0.1:${port}/away`)).status).toBe(302)
    await expect(egress.fetch(`http://127.0.0.1:${port}/large`)).rejects.toThrow('too large')
    await expect(egress.fetch('file:///etc/passwd')).rejects.toThrow()
  })
})
