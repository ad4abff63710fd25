import type { FastifyInstance } from 'fastify'
import { invalid } from '../kernel/errors.ts'
import { badRequest } from './errors.ts'

/** Deeper than any filter or value that is taken; a bomb of brackets would overflow the stack of what walks it. */
const DEEPEST = 64

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler tells for each field by itself whether its text can be stored. */
    checksText?: boolean
  }
}

/**
 * Bodies are JSON and nothing else: a form of another site can send text/plain, but not this. An empty body is no body.
 * PostgreSQL stores neither NUL nor halves of characters: texts that hold them are refused, in the address too.
 */
export function takeJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeContentTypeParser(['text/plain', 'application/json'])
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.trim() === '') return done(null, undefined)
    if (isTooDeep(body)) return done(badRequest())
    return parse(request, body, done)
  })
  server.addHook('preValidation', (request, _reply, done) => {
    const isBad = request.url.includes('%00') || (!request.routeOptions.config.checksText && hasBadText(request.body))
    done(isBad ? invalid({ problems: [{ code: 'BAD_TEXT' }] }) : undefined)
  })
}

function hasBadText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, part]) => hasBadText(key) || hasBadText(part))
}

/** Whether brackets of a JSON text are nested too deeply; what stands in strings does not count. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > DEEPEST) return true
  }
  return false
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}
