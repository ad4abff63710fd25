import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

/** A disk of its own in a folder, small enough to be filled. */
export interface SmallDisk {
  /** Leaves not a byte. */
  fill(): void
  /** Gives back what was filled. */
  free(): void
  unmount(): void
}

/** Mounts a disk of half a gigabyte in memory; null where this user or system may not. */
export function mountSmallDisk(folder: string): SmallDisk | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m,mode=755', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const filler = path.join(folder, 'filler')
  return {
    fill: () => fillDisk(filler),
    free: () => rmSync(filler),
    unmount: () => execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' }),
  }
}

function fillDisk(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (let size = 1 << 20; size > 0; ) size = fits(handle, size) ? size : Math.floor(size / 2)
  } finally {
    closeSync(handle)
  }
}

function fits(handle: number, size: number): boolean {
  try {
    return writeSync(handle, Buffer.alloc(size)) === size
  } catch {
    return false
  }
}
