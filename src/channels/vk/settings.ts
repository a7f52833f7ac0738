import { z } from 'zod'

const root = z
  .url({ protocol: /^https?$/, message: 'must be an address such as https://api.vk.com/method' })
  .transform((url) => url.replace(/\/+$/, ''))

export const vkSettings = z
  .object({
    /** VK_TOKEN: a community's access key with the rights to messages, photos and documents. */
    token: z.string().min(1, 'the access key of the community is missing'),
    /** VK_GROUP_ID: the community's number, without a minus. */
    groupId: z.coerce.number('must be the number of the community').int().positive(),
    /** VK_API_ROOT */
    apiRoot: root.default('https://api.vk.com/method'),
    /** VK_MODE */
    mode: z.enum(['longpoll', 'callback']).default('longpoll'),
    /** VK_SECRET: what VK shows with every event of the Callback API. */
    secret: z.string().min(1).max(50, 'VK takes at most 50 characters').optional(),
    /** VK_CONFIRMATION: what VK wants to hear when the address is confirmed. */
    confirmation: z.string().min(1).optional(),
    /** Whether messages of group chats count; otherwise they are left alone. */
    groupChats: z.boolean().default(false),
    /** How long one long poll waits; VK recommends 25 and takes up to 90. */
    waitSeconds: z.number().positive().max(90).default(25),
    /** After how long without an answer a call of the API may or may not have been done. */
    callTimeoutMs: z.int().positive().default(10_000),
  })
  .check(({ value, issues }) => {
    for (const name of ['secret', 'confirmation'] as const) {
      if (value.mode !== 'callback' || value[name] !== undefined) continue
      issues.push({ code: 'custom', path: [name], message: 'is needed when VK calls (mode callback)', input: value[name] })
    }
  })
export type VkSettings = z.infer<typeof vkSettings>
