import path from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig } from './config.ts'

const sentencesFor = (environment: Record<string, string>): string[] => {
  try {
    loadConfig(environment)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

it('needs no variable at all', () => {
  expect(loadConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    databaseReadUrl: null,
    dataDir: path.resolve('data'),
    adminPassword: null,
    baseUrl: null,
    jobsUrl: null,
    smtpUrl: null,
    mailFrom: null,
    openId: null,
    ldap: null,
    filesUrl: null,
    logLevel: 'info',
  })
})

it('takes every variable', () => {
  const config = loadConfig({
    PORT: '8080',
    HOST: '::',
    DATABASE_URL: 'postgres://a:b@db/crm',
    DATABASE_READ_URL: 'postgresql://a:b@replica/crm',
    MORTISE_DATA_DIR: '/srv/crm',
    MORTISE_ADMIN_PASSWORD: ' with spaces ',
    MORTISE_BASE_URL: 'https://crm.example.com/',
    JOBS_URL: 'mongodb://m1:27017,m2:27017/jobs',
    SMTP_URL: 'smtps://mail:465',
    FILES_URL: 's3://key:secret@store/bucket',
    LOG_LEVEL: 'WARN',
  })
  expect(config).toMatchObject({
    port: 8080,
    host: '::',
    dataDir: '/srv/crm',
    adminPassword: ' with spaces ',
    baseUrl: 'https://crm.example.com',
    jobsUrl: 'mongodb://m1:27017,m2:27017/jobs',
    logLevel: 'warn',
  })
})

it('treats an empty variable as not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
})

it('cannot be changed afterwards', () => {
  expect(Object.isFrozen(loadConfig({}))).toBe(true)
})

it('names every bad value at once, each in one sentence', () => {
  const sentences = sentencesFor({ PORT: '70000', HOST: 'http://x', LOG_LEVEL: 'loud', SMTP_URL: 'mail.example.com', JOBS_URL: 'redis://x' })
  expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual(['PORT', 'HOST', 'JOBS_URL', 'SMTP_URL', 'LOG_LEVEL'])
})

it.each(['-1', '3000x', '1e3', '0x10', '65536', '3.5'])('refuses the port %s', (port) => {
  expect(sentencesFor({ PORT: port })).toEqual([`PORT is "${port}": set it to a number from 1 to 65535, or to 0 for any free port.`])
})

it('never quotes an address, which may hold a password', () => {
  expect(sentencesFor({ DATABASE_URL: 'mysql://root:hunter2@db/crm' }).join()).not.toContain('hunter2')
})

it('wants the primary before the replica', () => {
  expect(sentencesFor({ DATABASE_READ_URL: 'postgres://replica/crm' })).toEqual([
    'DATABASE_READ_URL names a replica: set DATABASE_URL to its primary, or remove it.',
  ])
})
