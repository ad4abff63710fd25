import chardet from 'chardet'

const BOMS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * The encoding of a text file, from its first bytes (give some 64 kB). A byte order mark decides; else zeros in one byte of each
 * pair mean UTF-16; else text that is valid UTF-8 is UTF-8; else GB18030 or a western encoding, whichever is likelier.
 */
export function detectEncoding(bytes: Uint8Array): string {
  const marked = BOMS.find(([bom]) => bom.every((byte, index) => bytes[index] === byte))
  if (marked) return marked[1]
  const isValid = isUtf8(bytes)
  const wide = detectUtf16(bytes, isValid)
  if (wide) return wide
  if (isValid) return 'utf-8'
  const likely = chardet
    .analyse(bytes)
    .map((guess) => SUPPORTED.get(guess.name.toLowerCase()))
    .find((name) => name !== undefined)
  return likely === undefined || (!LIKE_GB.has(likely) && looksLikeGb(bytes)) ? 'gb18030' : likely
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
/** Encodings whose characters stand where those of GB18030 do: there the guess is better than the look. */
const LIKE_GB = new Set(['gb18030', 'euc-kr', 'euc-jp', 'shift_jis'])

/**
 * Text in UTF-16 without a mark. Of Latin text one byte of each pair is zero, of Chinese text only separators and line ends have
 * one: what is no UTF-8 is UTF-16 where all zeros stand on one side.
 */
function detectUtf16(bytes: Uint8Array, isValidUtf8: boolean): string | null {
  const pairs = Math.min(bytes.length, 4096) >> 1
  if (pairs < 2) return null
  let first = 0
  let second = 0
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) first += 1
    if (bytes[index + 1] === 0) second += 1
  }
  const most = Math.max(first, second)
  const isOneSided = most > 0 && Math.min(first, second) * 10 <= most
  if (most <= pairs * 0.3 && (isValidUtf8 || !isOneSided)) return null
  return second > first ? 'utf-16le' : 'utf-16be'
}

/** Whether nearly all bytes above ASCII are pairs of the common characters and the punctuation of GB 2312: a few words are too little for a statistical guess. */
function looksLikeGb(bytes: Uint8Array): boolean {
  let common = 0
  let pairs = 0
  for (let index = 0; index + 1 < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[index + 1] ?? 0
    pairs += 1
    index += 1
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) common += 1
  }
  return pairs > 0 && common >= pairs * 0.7
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
