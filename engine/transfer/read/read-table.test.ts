import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Workbook } from '@cj-tech-master/excelts'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { detectFormat } from './detect-format.ts'
import { readTable } from './read-table.ts'
import type { TableFormat } from './table-format.ts'

const folder = mkdtempSync(join(tmpdir(), 'mortise-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(content: string | Uint8Array): string {
  const path = join(folder, `${Math.random()}`)
  writeFileSync(path, content)
  return path
}

async function read(path: string, change: Partial<TableFormat> = {}): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readTable(path, { ...(await detectFormat(path)), ...change })) rows.push(cells)
  return rows
}

async function numbers(path: string): Promise<[number, string | undefined][]> {
  const rows: [number, string | undefined][] = []
  for await (const { number, cells } of readTable(path, await detectFormat(path))) rows.push([number, cells[0]])
  return rows
}

async function workbook(fill: (book: Workbook) => void): Promise<string> {
  const book = new Workbook()
  fill(book)
  return file(new Uint8Array(await book.xlsx.writeBuffer()))
}

describe('a CSV file', () => {
  it('is read with what stands in quotes: separators, line breaks, quotes', async () => {
    expect(await read(file('name,note\r\n"Acme, Inc.","two\nlines"\r\n"say ""hi""",x\r\n'))).toEqual([
      ['name', 'note'],
      ['Acme, Inc.', 'two\nlines'],
      ['say "hi"', 'x'],
    ])
  })

  it('numbers its rows as a spreadsheet does: the heading counts, so do empty lines, and a row of two lines is one', async () => {
    expect(await numbers(file('name,note\nAcme,"two\nlines"\n\n\nBolt,x\n'))).toEqual([
      [1, 'name'],
      [2, 'Acme'],
      [5, 'Bolt'],
    ])
  })

  it('is read the same in every encoding', async () => {
    const text = '客户名称,行业,所在城市\n北京华泰奇科技有限公司,制造业,北京\n上海云帆贸易有限公司,贸易,上海\n'
    const expected = text
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    for (const encoding of ['utf-8', 'gb18030', 'utf-16le', 'utf-16be']) {
      expect(await read(file(iconv.encode(text, encoding))), encoding).toEqual(expected)
    }
    expect(await read(file(iconv.encode(text, 'utf-8', { addBOM: true })))).toEqual(expected)
    expect(await read(file(iconv.encode(text, 'utf-16le', { addBOM: true })))).toEqual(expected)
  })

  it('gives every row the width of the heading', async () => {
    expect(await read(file('a,b\n1\n1,2,3\n'))).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['1', '2'],
    ])
  })

  it('has a name for every column, and each only once', async () => {
    expect((await read(file('name,,name,name\n1,2,3,4\n')))[0]).toEqual(['name', '2', 'name (2)', 'name (3)'])
  })

  it('without a heading has numbered columns', async () => {
    expect(await read(file('1,2\n3,4\n'), { headerRow: false })).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('loses what cannot be stored: NUL and halves of characters', async () => {
    expect(await read(file(iconv.encode('name\na\0b\nx\ud800y\n', 'utf-16le', { addBOM: true })), { encoding: 'utf-16le' })).toEqual([
      ['name'],
      ['ab'],
      ['x\ufffdy'],
    ])
  })

  it('says the line in which a quotation mark is not closed', async () => {
    await expect(read(file('name,price\n"abc,3\nx,4\n'))).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
      details: { problems: [{ code: 'BROKEN_LINE', params: { line: expect.any(Number) } }] },
    })
  })

  it('gives back what an export made harmless', async () => {
    expect(await read(file("phone\n'+49 30 12\n'=1+1\n"))).toEqual([['phone'], ['+49 30 12'], ['=1+1']])
  })
})

describe('an XLSX file', () => {
  it('is read as texts: dates as ISO, formulas as their results, formatted text as text', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('One')
      sheet.addRow(['name', 'on', 'at', 'sum', 'rich', 'yes'])
      sheet.addRow([
        'Acme',
        new Date('2016-10-20T00:00:00Z'),
        new Date('2016-10-20T14:30:00Z'),
        { formula: '1+1', result: 2 },
        { richText: [{ text: 'bold ' }, { text: 'plain' }] },
        true,
      ])
      sheet.addRow([])
      sheet.addRow(['Bolt', null, null, 12.5, 'x', false])
    })
    expect((await numbers(path)).map(([number]) => number)).toEqual([1, 2, 4])
    expect(await read(path)).toEqual([
      ['name', 'on', 'at', 'sum', 'rich', 'yes'],
      ['Acme', '2016-10-20', '2016-10-20 14:30:00', '2', 'bold plain', 'true'],
      ['Bolt', '', '', '12.5', 'x', 'false'],
    ])
  })

  it('names its sheets, and another than the first can be read', async () => {
    const path = await workbook((book) => {
      book.addWorksheet('One').addRow(['a'])
      const other = book.addWorksheet('客户')
      other.addRow(['b'])
      other.addRow(['1'])
    })
    expect(await detectFormat(path)).toEqual({ type: 'xlsx', sheet: 'One', sheets: ['One', '客户'], headerRow: true })
    expect(await read(path, { sheet: '客户' })).toEqual([['b'], ['1']])
  })

  it('is known by its content, whatever it is called', async () => {
    await expect(detectFormat(file(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(300, 7)])))).rejects.toMatchObject({ code: 'UNREADABLE_FILE' })
    await expect(detectFormat(file(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])))).rejects.toMatchObject({ details: { problems: [{ code: 'OLD_XLS' }] } })
  })
})
