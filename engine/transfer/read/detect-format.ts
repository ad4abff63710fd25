import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { unreadableFile } from '../errors.ts'
import { detectEncoding } from './detect-encoding.ts'
import { guessDelimiter } from './guess-delimiter.ts'
import { listSheets } from './read-xlsx.ts'
import type { TableFormat } from './table-format.ts'

const SAMPLE_BYTES = 65_536
const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** Finds out how a file is to be read, from its content and not from its name. Throws UNREADABLE_FILE. */
export async function detectFormat(path: string): Promise<TableFormat> {
  const sample = await readSample(path)
  if (sample.subarray(0, 4).equals(ZIP)) {
    const sheets = await listSheets(path)
    if (sheets.length === 0) throw unreadableFile()
    return { type: 'xlsx', sheet: sheets[0], sheets, headerRow: true }
  }
  if (sample.subarray(0, 4).equals(OLD_OFFICE)) throw unreadableFile({ problems: [{ field: 'file', code: 'OLD_XLS' }] })
  const encoding = detectEncoding(sample)
  const text = iconv.decode(sample, encoding)
  if (isNoText(text)) throw unreadableFile()
  return { type: 'csv', encoding, delimiter: guessDelimiter(text), headerRow: true }
}

/** A picture or a program, read as a text, is full of control characters; a few in a table are forgiven. */
function isNoText(text: string): boolean {
  const controls = text.match(/[^\P{Cc}\t\r\n]/gu)?.length ?? 0
  return controls > 20 && controls > text.length / 50
}

async function readSample(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
