import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

export type Call = { readonly method?: string; readonly credential?: string; readonly body?: string }

/** One call on a kept connection, with as little of our own around it as Node allows. Throws for every answer above 299. */
export function call(url: string, { method = 'GET', credential, body = '' }: Call = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(body !== '' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
    }
    const sent = request(url, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if ((answer.statusCode ?? 500) > 299) reject(new Error(`${method} ${url}: ${answer.statusCode} ${text}`))
        else resolve(JSON.parse(text))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
