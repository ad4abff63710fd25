import { startApp } from '../../app.ts'
import { loadConfig } from '../../kernel/config.ts'
import { createLogger } from '../../kernel/logger.ts'

/** Starts the application and stops it on Ctrl+C or SIGTERM. */
export async function start(): Promise<void> {
  const config = loadConfig(process.env)
  const log = createLogger(config.logLevel)
  const app = await startApp(config, log, { onFirstPassword: (password) => process.stdout.write(firstPasswordText(password)) })
  process.stdout.write(`Mortise answers at ${app.address}\n`)

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

function firstPasswordText(password: string): string {
  return ['', 'Sign in for the first time with', '  name      admin', `  password  ${password}`, 'This password is shown only once.', '', ''].join('\n')
}
