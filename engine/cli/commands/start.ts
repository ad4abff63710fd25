import { startApp } from '../../app.ts'
import { loadConfig } from '../../kernel/config.ts'
import { createLogger } from '../../kernel/logger.ts'

/** Starts the application and stops it on Ctrl+C or SIGTERM. */
export async function start(): Promise<void> {
  const config = loadConfig(process.env)
  const log = createLogger(config.logLevel)
  const app = await startApp(config, log)
  process.stdout.write(greeting(app.address, app.firstPassword))

  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    process.stdout.write('\nStopping …\n')
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The application could not be stopped cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function greeting(address: string, firstPassword: string | null): string {
  const lines = [`Mortise answers at ${address}`]
  if (firstPassword !== null) lines.push('', 'Sign in for the first time with', '  name      admin', `  password  ${firstPassword}`, 'This password is shown only once.')
  return `${lines.join('\n')}\n`
}
