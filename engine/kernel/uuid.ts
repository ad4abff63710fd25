import { randomFillSync } from 'node:crypto'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Chance is fetched for so many ids at once: one call into the system for each is most of what an id costs. */
const pool = Buffer.alloc(16 * 256)
let used = pool.length
let lastMillisecond = 0
let sequence = 0

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits that count within a millisecond, 62 random bits.
 * Ids made by one process sort in the order in which they were made.
 */
export function newId(): string {
  const bytes = randomBytes16()
  const [time, count] = nextMoment()
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return format(bytes.toString('hex'))
}

/** Whether a text is an id as the API writes it: any UUID, in lower case. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text)
}

/** 16 bytes that nobody has had; the caller may write into them. */
function randomBytes16(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/** The clock may stand still or step back: the counter then overflows into the next millisecond instead of repeating. */
function nextMoment(): [time: number, count: number] {
  const now = Date.now()
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = 0
  } else {
    sequence += 1
  }
  if (sequence > 0xfff) {
    lastMillisecond += 1
    sequence = 0
  }
  return [lastMillisecond, sequence]
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
