import { type App, startApp } from '../../app.ts'
import { loadConfig } from '../../kernel/config.ts'
import { createLogger, type Logger } from '../../kernel/logger.ts'

/** Starts the application and stops it on Ctrl+C or SIGTERM, also while it is still starting. A second signal ends it at once. */
export async function start(): Promise<void> {
  const config = loadConfig(process.env)
  const log = createLogger(config.logLevel)
  const starting = startApp(config, log, { onFirstPassword: (password) => process.stdout.write(firstPasswordText(password)) })
  stopOnSignal(starting, log)
  const app = await starting
  process.stdout.write(`Mortise answers at ${app.address}\n`)
}

function stopOnSignal(starting: Promise<App>, log: Logger): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    process.stdout.write('\nStopping …\n')
    starting
      .then((app) => app.stop())
      .then(
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
