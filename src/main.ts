import { ConfigError, readConfig } from './config.js'
import { DeskError } from './core/desk-error.js'
import { startDesk } from './desk.js'
import { describeStart } from './start-words.js'

const started = performance.now()

try {
  const { config, secrets } = readConfig(process.env)
  const desk = await startDesk({ config, secrets })
  console.log(describeStart(desk, config, Math.round(performance.now() - started)))
  const stop = (): void => {
    desk.stop().then(
      () => process.exit(0),
      (reason) => {
        console.error(reason)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (reason) {
  if (reason instanceof ConfigError) console.error(reason.message)
  else if (reason instanceof DeskError) console.error(`${reason.message} ${reason.fix}`)
  else console.error(reason)
  process.exit(1)
}
