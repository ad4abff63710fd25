import type { FastifyInstance } from 'fastify'
import { defineError } from '../kernel/errors.ts'

/** The server cannot listen where it should; the message says why and what to do. */
export const cannotListen = defineError('CANNOT_LISTEN', 500, 'Mortise cannot listen at {host}:{port}: {reason}')

const REASONS: Record<string, string> = {
  EADDRINUSE: 'another program does. Stop it, or set PORT to another number.',
  EACCES: 'this user may not use the port. Set PORT to a number above 1023.',
  EADDRNOTAVAIL: 'this machine does not have the address. Set HOST to one that it has, or to 0.0.0.0.',
  ENOTFOUND: 'the name is not known. Set HOST to an address of this machine.',
}

/** Opens the port. Gives the address under which the server answers. Throws CANNOT_LISTEN. */
export async function listen(server: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    return await server.listen({ port, host })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw cannotListen({ params: { host, port, reason: REASONS[code] ?? (error instanceof Error ? error.message : String(error)) }, cause: error })
  }
}
