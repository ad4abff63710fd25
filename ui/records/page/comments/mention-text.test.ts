import { expect, it } from 'vitest'
import { withMarks, withoutMarks } from './mention-text.ts'

const LIN = { id: '01990000-0000-7000-8000-000000000001', name: 'Lin' }
const WEI = { id: '01990000-0000-7000-8000-000000000002', name: 'Lin Wei' }
const ODD = { id: '01990000-0000-7000-8000-000000000003', name: '林薇 (CN)' }

it('marks those who were chosen, the longer name first, and nobody else', () => {
  const text = 'Hi @Lin Wei and @Lin, not @Bob, and @林薇 (CN)'
  const marked = withMarks(text, [LIN, WEI, ODD])
  expect(marked).toBe(`Hi @[Lin Wei](${WEI.id}) and @[Lin](${LIN.id}), not @Bob, and @[林薇 (CN)](${ODD.id})`)
  expect(withoutMarks(marked, [LIN, WEI, ODD])).toBe(text)
})

it('leaves a text alone in which nobody was chosen', () => {
  expect(withMarks('mail@example.org', [])).toBe('mail@example.org')
})
