import { describe, expect, it } from 'vitest'
import { mentionedIds, mentionMark, partsOfText, plainText } from './mentions.ts'

const LIN = { id: '01990000-0000-7000-8000-000000000001', name: '林薇' }

describe('a mention in a text', () => {
  const text = `Ask ${mentionMark(LIN)} and ${mentionMark(LIN)}`

  it('counts by its id, once', () => {
    expect(mentionedIds(text)).toEqual([LIN.id])
    expect(mentionedIds('@[x](nobody) @someone')).toEqual([])
  })
  it('is read with the name of now, or else with the one it was written with', () => {
    expect(plainText(text)).toBe('Ask @林薇 and @林薇')
    expect(plainText(text, new Map([[LIN.id, 'Lin Wei']]))).toBe('Ask @Lin Wei and @Lin Wei')
  })
  it('survives a name with a bracket', () => {
    expect(mentionedIds(mentionMark({ ...LIN, name: 'a]b' }))).toEqual([LIN.id])
  })
})

describe('the parts of a text', () => {
  it('are mentions, links without the punctuation behind them, and what stands between', () => {
    expect(partsOfText(`Hi ${mentionMark(LIN)}, see https://example.org/a?b=1. 谢谢`)).toEqual([
      { text: 'Hi ' },
      { mention: LIN },
      { text: ', see ' },
      { link: 'https://example.org/a?b=1' },
      { text: '. 谢谢' },
    ])
    expect(partsOfText('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }])
  })
})
