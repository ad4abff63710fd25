import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'

function logged(fields: object): string {
  const lines: string[] = []
  createLogger('info', { write: (line) => void lines.push(line) }).info(fields, 'It happened.')
  return lines.join('')
}

it('tells what an error is, and nothing of the connection that it ended', () => {
  const error = Object.assign(new TypeError('lost'), { code: '57P01', client: { secretKey: 4711 } })
  const line = logged({ err: error })
  expect(JSON.parse(line)).toMatchObject({ msg: 'It happened.', err: { type: 'TypeError', message: 'lost', code: '57P01' } })
  expect(line).not.toContain('4711')
})

it('hides what is called a password or a token, also one level down', () => {
  expect(logged({ password: 'open sesame', user: { token: 'open sesame' } })).not.toContain('open sesame')
})
