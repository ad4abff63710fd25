import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { detectEncoding } from './detect-encoding.ts'

const CHINESE = '客户名称,行业,所在城市,联系电话\n北京华泰奇科技有限公司,制造业,北京,010-88886666\n上海云帆贸易有限公司,贸易,上海,021-66668888\n'
const ENGLISH = 'account,sector\nAcme Corporation,technology\nBetasoloin,medical\n'

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', ENGLISH],
    ['utf-8', CHINESE],
    ['gb18030', CHINESE],
    ['utf-16le', ENGLISH],
    ['utf-16be', ENGLISH],
    ['utf-16le', CHINESE],
    ['utf-16be', CHINESE],
    ['windows-1252', 'name,city\nMüller & Söhne GmbH,Köln\nCafé Crème,Besançon\nÉléonore Brûlé,Orléans\n'],
  ])('is found to be %s without a byte order mark', (encoding, text) => {
    expect(detectEncoding(iconv.encode(text, encoding))).toBe(encoding)
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('is what the byte order mark of %s says', (encoding) => {
    expect(detectEncoding(iconv.encode(CHINESE, encoding, { addBOM: true }))).toBe(encoding)
  })

  it('is UTF-8 also where the sample ends within a character', () => {
    const bytes = iconv.encode(CHINESE, 'utf-8')
    const end = bytes.length - 1
    for (let cut = end - 6; cut <= end; cut += 1) expect(detectEncoding(bytes.subarray(0, cut))).toBe('utf-8')
  })

  it('is UTF-8 for a file of nothing or of digits', () => {
    expect(detectEncoding(new Uint8Array())).toBe('utf-8')
    expect(detectEncoding(iconv.encode('1', 'utf-8'))).toBe('utf-8')
    expect(detectEncoding(iconv.encode('1,2\n3,4\n', 'utf-8'))).toBe('utf-8')
  })

  it('is GB18030 for a few Chinese characters too', () => {
    expect(detectEncoding(iconv.encode('姓名,电话\n王珂,138\n', 'gb18030'))).toBe('gb18030')
  })
})
