import chardet from 'chardet'

const BOMS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * The encoding of a text file, from its first bytes (give some 64 kB). A byte order mark decides; else text that is valid
 * UTF-8 is UTF-8; else zeros in every other byte mean UTF-16; else GB18030 or a western encoding, whichever is likelier.
 */
export function detectEncoding(bytes: Uint8Array): string {
  const marked = BOMS.find(([bom]) => bom.every((byte, index) => bytes[index] === byte))
  if (marked) return marked[1]
  const wide = detectUtf16(bytes)
  if (wide) return wide
  if (isUtf8(bytes)) return 'utf-8'
  const guesses = chardet.analyse(bytes).map((guess) => guess.name.toLowerCase())
  const likely = guesses.find((name) => SUPPORTED.has(name))
  return likely ? (SUPPORTED.get(likely) ?? 'gb18030') : 'gb18030'
}

const SUPPORTED = new Map([
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['shift_jis', 'shift_jis'],
  ['euc-jp', 'euc-jp'],
  ['euc-kr', 'euc-kr'],
  ['windows-1252', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['windows-1251', 'windows-1251'],
  ['windows-1250', 'windows-1250'],
])

/** Text in UTF-16 without a mark: of Latin text one byte of each pair is zero. */
function detectUtf16(bytes: Uint8Array): string | null {
  const pairs = Math.min(bytes.length, 4096) >> 1
  if (pairs < 2) return null
  let zeroFirst = 0
  let zeroSecond = 0
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) zeroFirst += 1
    if (bytes[index + 1] === 0) zeroSecond += 1
  }
  if (zeroSecond > pairs * 0.3) return 'utf-16le'
  return zeroFirst > pairs * 0.3 ? 'utf-16be' : null
}

/** The last bytes may be the beginning of a character that the sample cuts off. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut < Math.min(4, bytes.length + 1); cut += 1) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
      return true
    } catch {
      // Try again without the last byte.
    }
  }
  return false
}
