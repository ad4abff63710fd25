import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brief } from '../testing/small-library.ts'
import { loadLayer } from './load-layer.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'layer-'))
})
afterEach(() => rm(root, { recursive: true }))

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

const load = () => loadLayer({ name: 'stock', root })

describe('a folder of metadata', () => {
  it('is read by path: what a file is follows from where it lies', async () => {
    await put('modules/books/module.json', '{}')
    await put('modules/books/layouts/quick-create.json', '{}')
    await put('modules/books/layouts/detail.desk.json', '{}')
    await put('modules/books/workflows/tell-all.json', '{}')
    await put('app/picklists/languages.json', '{}')
    const layer = await load()
    expect(layer.problems).toEqual([])
    expect(layer.files.map(({ path, place }) => [path, place.kind.name, place.module, place.name])).toEqual([
      ['app/picklists/languages.json', 'picklist', undefined, 'languages'],
      ['modules/books/layouts/detail.desk.json', 'layout', 'books', 'detail.desk'],
      ['modules/books/layouts/quick-create.json', 'layout', 'books', 'quick-create'],
      ['modules/books/module.json', 'module', 'books', undefined],
      ['modules/books/workflows/tell-all.json', 'workflow', 'books', 'tell-all'],
    ])
  })

  it('may be missing: then the layer is empty', async () => {
    expect(await loadLayer({ name: 'stock', root: join(root, 'nowhere') })).toEqual({ name: 'stock', files: [], problems: [], unreadable: [] })
  })

  it("may hold notes and hidden files, which are nobody's business", async () => {
    await put('README.md', '# notes')
    await put('modules/books/.draft.json', 'nonsense')
    expect(await load()).toMatchObject({ files: [], problems: [] })
  })

  it.each([
    ['modules/books/feilds.json', 'modules/books/fields.json'],
    ['modules/books/layout/detail.json', 'modules/books/layouts/detail.json'],
    ['app/role.json', 'app/roles.json'],
    ['app/picklist/languages.json', 'app/picklists/languages.json'],
  ])('does not know %s and offers %s', async (path, nearest) => {
    await put(path, '{}')
    expect((await load()).problems).toMatchObject([{ file: join(root, path), reason: 'No metadata file has this name.', nearest }])
  })

  it.each(['modules/Books/module.json', 'modules/bücher/module.json', 'modules/module.json', 'module.json', `modules/${'b'.repeat(41)}/module.json`])(
    'refuses the path %s',
    async (path) => {
      await put(path, '{}')
      expect((await load()).problems.map(({ reason }) => reason)).toEqual(['No metadata file has this name.'])
    },
  )

  it('names file, line and column of broken JSON and reads the other files', async () => {
    await put('modules/books/module.json', '{\n  "key": "books"\n  "label": 1\n}')
    await put('modules/books/views.json', '{ "views": [] }')
    const layer = await load()
    expect(layer.problems).toMatchObject([{ file: join(root, 'modules/books/module.json'), layer: 'stock', line: 3, column: 3 }])
    expect(layer.files.map(({ path }) => path)).toEqual(['modules/books/views.json'])
    expect(layer.unreadable).toEqual(['modules/books/module.json'])
  })

  it('refuses a file that holds a list, is not UTF-8, or is too large', async () => {
    await put('app/menu.json', '[]')
    await put('app/roles.json', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))
    await put('app/taxes.json', ' '.repeat(2_000_001))
    expect(brief((await load()).problems)).toEqual([
      ' The file must hold an object: { … }.',
      ' The file is not UTF-8 text.',
      ' The file is larger than 2000000 bytes.',
    ])
  })

  it('does not follow links out of the folder', async () => {
    await mkdir(join(root, 'modules'))
    await symlink('/etc', join(root, 'modules', 'etc'))
    expect(await load()).toMatchObject({ files: [], problems: [] })
  })
})
