import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatheringSocket } from '../../src/storage/gathering-socket.js'
import { until } from '../support/until.js'

describe('a socket that gathers', () => {
  let server: Server
  let heard = ''
  beforeAll(async () => {
    server = createServer((peer) => peer.on('data', (data) => (heard += data))).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
  })
  afterAll(() => void server.close())

  it('sends what was written in one turn when the turn is over, in order, and goes on so in the next', async () => {
    const address = server.address()
    const socket = new GatheringSocket()
    socket.connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    const say = (text: string) => {
      socket.cork()
      socket.write(text)
      socket.write('.')
      socket.uncork()
    }
    for (const turn of ['first', 'second']) {
      for (const index of [1, 2, 3]) say(`${turn} ${index}`)
      expect(socket.writableLength).toBeGreaterThan(20)
      await until(`the ${turn} turn is heard`, () => heard.endsWith(`${turn} 3.`))
      expect(socket.writableLength).toBe(0)
    }
    expect(heard).toBe('first 1.first 2.first 3.second 1.second 2.second 3.')
    socket.destroy()
  })
})
