import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { generateTypes } from './generate-types.ts'

describe('generated files', () => {
  it('are as fresh as the schemas and field types that they are made from; if not, run `npm run types`', async () => {
    for (const { path, text } of await generateTypes()) expect(await readFile(path, 'utf8'), path).toBe(text)
  })
})
