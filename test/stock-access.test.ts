import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './support/source-files.ts'

interface AccessFile {
  organisation: string
  profiles: Record<string, { actions: string[] }>
}

const MODULES = path.join(ROOT, 'metadata', 'modules')
const modules = readdirSync(MODULES).map((key) => [key, JSON.parse(readFileSync(path.join(MODULES, key, 'access.json'), 'utf8')) as AccessFile] as const)
const WRITING = ['create', 'update', 'delete', 'import', 'merge', 'convert']

/** Lists of customers are not to be carried away: only administrators bring them in and take them out. */
const NEITHER_IN_NOR_OUT = ['leads', 'accounts', 'contacts', 'opportunities', 'tickets', 'products', 'vendors']
/** What people write to each other and do at what time is their own. */
const PRIVATE = ['calls', 'emails', 'events', 'tasks']
/** Calls and mails come from telephones and mailboxes, never from a file. */
const NOT_FROM_FILES = ['calls', 'emails']

describe.each(modules)('the stock rights in %s', (key, { organisation, profiles }) => {
  const actions = (profile: string) => profiles[profile]?.actions ?? []

  it('name every stock profile', () => {
    expect(Object.keys(profiles).sort()).toEqual(['guest', 'sales', 'support'])
  })

  it('let guests look and change nothing', () => {
    expect(actions('guest')).toEqual(['read'])
  })

  it('keep sales from writing tickets and support from writing opportunities', () => {
    const kept = { tickets: 'sales', opportunities: 'support' }[key]
    for (const profile of ['sales', 'support']) expect(WRITING.some((action) => actions(profile).includes(action))).toBe(profile !== kept)
  })

  it('let sales and support import and export, but not what customers, deals and tickets are made of', () => {
    const mayImport = !NEITHER_IN_NOR_OUT.includes(key) && !NOT_FROM_FILES.includes(key)
    const mayExport = !NEITHER_IN_NOR_OUT.includes(key) && key !== 'documents'
    for (const profile of ['sales', 'support']) {
      expect([profile, actions(profile).includes('import'), actions(profile).includes('export')]).toEqual([profile, mayImport, mayExport])
    }
  })

  it('open records to all, but what is private', () => {
    expect(organisation === 'private').toBe(PRIVATE.includes(key))
  })
})
