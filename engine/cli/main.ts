import { AppError } from '../kernel/errors.ts'
import { UsageError } from './usage-error.ts'

type Command = (args: string[]) => Promise<void>

/** Commands are loaded when they are called: a start does not pay for the others. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).start,
  metadata: async () => (await import('./commands/metadata.ts')).metadata,
  types: async () => (await import('./commands/types.ts')).types,
  demo: async () => (await import('./commands/demo.ts')).demo,
  import: async () => (await import('./commands/import.ts')).importFile,
  password: async () => (await import('./commands/password.ts')).password,
}

const [name = 'start', ...args] = process.argv.slice(2)

try {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw new UsageError(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.`)
  const command = await load()
  await command(args)
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`${isExpected(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
}

function isExpected(error: unknown): error is Error {
  return error instanceof AppError || error instanceof UsageError
}
