import { startApp } from '../../../engine/app.ts'
import { loadConfig } from '../../../engine/kernel/config.ts'
import { createLogger } from '../../../engine/kernel/logger.ts'

/** The real application, with one handler after the commit, so that every save writes into the outbox and the dispatcher has work. */
const config = loadConfig(process.env)
const app = await startApp(config, createLogger(config.logLevel))
app.hooks.on('record.committed', { module: 'opportunities', id: 'bench', addedBy: 'bench' }, () => undefined)

process.on('SIGTERM', () => {
  void app.stop().then(() => process.exit(0))
})
