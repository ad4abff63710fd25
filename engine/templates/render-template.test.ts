import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { renderTemplates } from './render-template.ts'

const render = async (source: string, data = {}, html = false) => (await renderTemplates([{ source, html }], data))[0]

describe('a template', () => {
  it('puts values in, and knows conditions and lists', async () => {
    const source = 'Hello {{name}}{{#if late}}, at last{{/if}}: {{#each items}}{{this.title}};{{/each}}'
    expect(await render(source, { name: 'Ana & Bo', late: true, items: [{ title: 'a' }, { title: 'b' }] })).toBe('Hello Ana & Bo, at last: a;b;')
  })

  it('escapes every value in HTML', async () => {
    expect(await render('<p>{{name}}</p>', { name: '<script>"x"' }, true)).toBe('<p>&lt;script&gt;&quot;x&quot;</p>')
    await expect(render('{{{name}}}', { name: '<b>' }, true)).rejects.toMatchObject({ code: 'BAD_TEMPLATE' })
    await expect(render('{{&name}}', { name: '<b>' }, true)).rejects.toMatchObject({ code: 'BAD_TEMPLATE' })
  })

  it('says nothing for what is not there', async () => {
    expect(await render('[{{a.b.c}}]')).toBe('[]')
  })

  it.each([
    ['partials', '{{> other}}'],
    ['inline partials', '{{#*inline "a"}}x{{/inline}}'],
    ['helpers that are not on the list', '{{lookup this "constructor"}}'],
    ['logging', '{{log "x"}}'],
    ['other blocks', '{{#raw a}}x{{/raw}}'],
    ['calls within calls', '{{#if (lookup a b)}}x{{/if}}'],
    ['deep nesting', `${'{{#if a}}'.repeat(9)}x${'{{/if}}'.repeat(9)}`],
    ['what cannot be read', '{{#if a}}x'],
  ])('refuses %s', async (_what, source) => {
    await expect(render(source, { a: true })).rejects.toMatchObject({ code: 'BAD_TEMPLATE' })
  })

  it.each([
    '{{constructor.name}}',
    '{{__proto__}}',
    '{{this.constructor.constructor}}',
    '{{#with __proto__}}{{constructor}}{{/with}}',
    '{{items.length.constructor}}',
  ])('cannot reach behind its data: %s', async (source) => {
    expect(await render(source, { items: [1] })).toBe('')
  })

  it('that takes too long or writes too much is stopped, and the next one works', async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => index)
    const source = '{{#each a}}{{#each ../a}}{{#each ../../a}}x{{/each}}{{/each}}{{/each}}'
    await expect(render(source, { a: items })).rejects.toMatchObject({ code: 'TEMPLATE_TOO_LARGE' })
    expect(await render('{{a}}', { a: 1 })).toBe('1')
  }, 30_000)

  it('that runs out of memory after it was given up does not end the process', async () => {
    const { terminate } = Worker.prototype
    const ending = vi.spyOn(Worker.prototype, 'terminate').mockImplementation(function (this: Worker) {
      this.emit('error', new Error('ERR_WORKER_OUT_OF_MEMORY'))
      return terminate.call(this)
    })
    const items = Array.from({ length: 3_000 }, (_, index) => index)
    await expect(render('{{#each a}}{{#each ../a}}{{#each ../../a}}{{/each}}{{/each}}{{/each}}', { a: items })).rejects.toMatchObject({
      code: 'TEMPLATE_TOO_LARGE',
    })
    expect(ending).toHaveBeenCalledOnce()
    ending.mockRestore()
  }, 30_000)
})
