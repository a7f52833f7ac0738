import { z } from 'zod'
import { isLoopbackHost } from './addresses.js'

const secret = z
  .string()
  .regex(/^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    abort: true,
    error: 'must be whsec_ and base64, as `echo whsec_$(openssl rand -base64 32)` makes it',
  })
  .refine((text) => {
    const { length } = Buffer.from(text.slice('whsec_'.length), 'base64')
    return length >= 24 && length <= 64
  }, 'must hold 24 to 64 bytes behind whsec_')

export const apiSettings = z
  .object({
    /** Where the gateway takes our messages. */
    url: z.url({ protocol: /^https?$/, error: 'must be an address such as https://gateway.example/otklik' }),
    /** Shared with the gateway, signs both ways: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
    secret,
    /** `sms`: no buttons, at most ten parts a message, and the desk may write first. */
    preset: z.enum(['plain', 'sms'], 'must be plain or sms').default('plain'),
    /** Whether the gateway and its files may be in a private network or on this machine. */
    allowPrivate: z.boolean('must be true or false').default(false),
  })
  .superRefine(({ url, allowPrivate }, context) => {
    const { protocol, hostname, username, password } = new URL(url)
    const complain = (message: string) => context.addIssue({ code: 'custom', path: ['url'], message })
    if (username !== '' || password !== '') complain('must not hold a user name or password: the signature proves who calls')
    if (protocol === 'http:' && !isLoopbackHost(hostname)) complain('must be https, but for an address of this machine')
    else if (isLoopbackHost(hostname) && !allowPrivate) complain('is an address of this machine: set allowPrivate to true if that is meant')
  })
export type ApiSettings = z.infer<typeof apiSettings>
