import { gzipSync } from 'node:zlib'
import { openScreen } from '../../../screens/open-screen.ts'
import type { Visitor } from '../open-visitor.ts'
import { type UiRow, uiRow } from '../ui-row.ts'

const MOST_BYTES = 200_000

/** All JavaScript of a first visit to a page with nothing on it: the frame, the menu, one language. Compressed as gzip does by default. */
export async function shell(visitor: Visitor): Promise<UiRow[]> {
  const page = await visitor.openCold()
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await openScreen(page, { name: 'nowhere', address: () => '/nowhere' }, () => Promise.reject(new Error('No record is needed.')))
  const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0)
  return [uiRow('JavaScript of the shell, gzipped', { unit: 'bytes', value: bytes, goal: MOST_BYTES })]
}
