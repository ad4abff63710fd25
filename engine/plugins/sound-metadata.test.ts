import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { layerOfItems } from '../metadata/layers/items-layer.ts'
import { openSoundMetadata } from './sound-metadata.ts'

const folder = mkdtempSync(join(tmpdir(), 'mortise-sound-'))
const code = mkdtempSync(join(tmpdir(), 'mortise-code-'))
afterAll(() => [folder, code].forEach((each) => rmSync(each, { recursive: true })))

const layers = (required: boolean) => [layerOfItems('site', [{ path: 'modules/books/fields.json#fields/title', content: { required } }])]
const open = () => openSoundMetadata(folder, [code])

it('knows what was found sound at an earlier start, and nothing else', () => {
  open().add(layers(true))
  expect([open().includes(layers(true)), open().includes(layers(false))]).toEqual([true, false])
})

it('knows nothing that another code has checked', () => {
  open().add(layers(true))
  writeFileSync(join(code, 'check-fields.ts'), 'export const strict = true')
  expect(open().includes(layers(true))).toBe(false)
})

it('checks everything where it cannot write', () => {
  const nowhere = openSoundMetadata(join(code, 'check-fields.ts', 'below-a-file'), [code])
  nowhere.add(layers(true))
  expect(nowhere.includes(layers(true))).toBe(false)
})
