import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the contents of files are kept; their names and owners are rows of app.file. */
export interface FileStore {
  /** Keeps a stream; nothing is left behind when it breaks off. */
  write(content: Readable): Promise<StoredFile>
  /** Opens a file for reading; an unknown key is an error of the stream. */
  read(key: string): Readable
  /** The path on disk, for libraries that read files by name. */
  path(key: string): string
  remove(key: string): Promise<void>
}

export interface StoredFile {
  key: string
  /** Bytes. */
  size: number
  /** SHA-256, hex. */
  hash: string
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{32}$/

/** Keeps files in a folder, spread over 256 sub-folders. */
export function createDiskStore(folder: string): FileStore {
  const path = (key: string): string => {
    if (!KEY.test(key)) throw new Error('This is not a key of a stored file.')
    return join(folder, key)
  }
  return {
    path,
    read: (key) => createReadStream(path(key)),
    remove: (key) => rm(path(key), { force: true }),
    async write(content) {
      const name = randomBytes(16).toString('hex')
      const key = `${name.slice(0, 2)}/${name}`
      const meter = measure()
      // Listens to the content from the first moment: an error that comes while the folder is made would end the process.
      const keep = async (measured: AsyncIterable<Buffer>): Promise<void> => {
        await mkdir(join(folder, name.slice(0, 2)), { recursive: true })
        await pipeline(measured, createWriteStream(path(key), { flags: 'wx' }))
      }
      try {
        await pipeline(content, meter.stream, keep)
      } catch (error) {
        await rm(path(key), { force: true })
        throw error
      }
      return { key, ...meter.result() }
    },
  }
}

function measure(): { stream: Transform; result(): { size: number; hash: string } } {
  const hash = createHash('sha256')
  let size = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ size, hash: hash.digest('hex') }) }
}
