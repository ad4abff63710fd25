import { expect, it } from 'vitest'
import { explainFailure } from './errors.ts'

const place = { folder: '/srv/data', user: 'crm', logFile: '/srv/data/database.log' }
const explain = (output: string) => explainFailure({ ...place, output }).message

it.each([
  ['PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device', 'The disk that holds /srv/data is full'],
  [`Error: ENOSPC: no space left on device, write`, 'The disk that holds /srv/data is full'],
  ['initdb: error: could not create directory "/srv/data/database": Disk quota exceeded', 'The disk that holds /srv/data is full'],
  [`Error: EACCES: permission denied, mkdir '/srv/data'`, 'The user crm may not write to /srv/data'],
  [`Error: EROFS: read-only file system, open '/srv/data/x'`, 'The user crm may not write to /srv/data'],
  ['FATAL:  data directory "/srv/data/database" has wrong ownership', 'The user crm may not write to /srv/data'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'The system has not enough memory'],
  [`postgres: /lib/libc.so.6: version 'GLIBC_2.28' not found`, 'The embedded PostgreSQL cannot run on this system'],
  ['Error: spawn /x/postgres ENOENT', 'The embedded PostgreSQL cannot run on this system'],
  [
    'LOG:  starting\nPANIC:  could not locate a valid checkpoint record at 0/15',
    'The database in /srv/data is damaged (could not locate a valid checkpoint record at 0/15)',
  ],
])('says of "%s": %s', (output, sentence) => {
  expect(explain(output)).toContain(sentence)
})

it('quotes the worst line of what it does not know, and names the log', () => {
  expect(explain('LOG:  starting\nFATAL:  the moon is full.\nLOG:  shut down')).toBe(
    'The embedded PostgreSQL did not start (the moon is full): the log is in /srv/data/database.log.',
  )
})
