import cluster from 'node:cluster'
import { ConfigError, readConfig } from './config.js'
import { DeskError } from './core/desk-error.js'
import { startDesk } from './desk.js'
import { describeStart } from './start-words.js'
import { type Ready, readWorkers, startWorkers } from './workers.js'

const started = performance.now()

try {
  const { config, secrets } = readConfig(process.env)
  const tell = (first: Ready): void => console.log(describeStart(first, config, Math.round(performance.now() - started)))
  const count = readWorkers(process.argv)
  const running = count > 0 && cluster.isPrimary ? await startWorkers(config, secrets, count, tell) : await serve()

  async function serve(): Promise<{ stop(): Promise<void> }> {
    // Opening a set-up link makes older ones useless, so one process does it for all.
    const opensLink = !cluster.isWorker || cluster.worker?.id === 1
    const desk = await startDesk({ config, secrets, isFurther: cluster.isWorker, opensLink })
    if (!cluster.isWorker) tell(desk)
    else if (opensLink) process.send?.({ setUpUrl: desk.setUpUrl } satisfies Ready)
    return desk
  }

  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    running.stop().then(
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
  if (reason instanceof ConfigError || reason instanceof RangeError) console.error(reason.message)
  else if (reason instanceof DeskError) console.error(`${reason.message} ${reason.fix}`)
  else console.error(reason)
  process.exit(1)
}
