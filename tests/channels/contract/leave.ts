/**
 * A process that opens each account of OTKLIK_ACCOUNTS, works with it, closes it, and must end by itself then; one that cannot says what keeps
 * it and ends with 1.
 */
import { channels } from '../../../src/channels/index.js'
import { Ear, Ledger, never, type Person, toMessage, toolsOf } from './stand-in.js'

const accounts = JSON.parse(process.env.OTKLIK_ACCOUNTS ?? '[]') as readonly { kind: string; settings: object; person: Person }[]
const ear = new Ear()
for (const { kind, settings, person } of accounts) {
  const channel = channels[kind]?.open(settings, toolsOf(ear))
  if (!channel) throw new Error(`there is no channel ${kind}`)
  const stop = new AbortController()
  const listening = channel.intake.via === 'listener' ? channel.intake.listen(new Ledger(ear).door(), stop.signal) : null
  await channel.send(toMessage(person), never())
  await channel.parse(Buffer.from('hello'))
  stop.abort()
  await listening
  await channel.close?.()
  process.stdout.write(`${kind} is closed\n`)
}
setTimeout(() => {
  console.error(process.getActiveResourcesInfo().join(', '))
  process.exit(1)
}, 3_000).unref()
