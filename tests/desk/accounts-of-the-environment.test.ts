import { describe, expect, it } from 'vitest'
import { openTelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { openTestDesk } from '../support/desk.js'
import { until } from '../support/until.js'

describe('an account that the environment names', () => {
  it('works at once, is shown as the environment’s, and goes when it is named no more', async () => {
    const telegram = await openTelegramSandbox()
    const test = await openTestDesk({ env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot } })
    try {
      await telegram.customer.say(1, 'Привезли разбитый телефон')
      await until('it is acknowledged', () => telegram.seenIn(1).some(({ text }) => /№ \d{6} принята/.test(String(text))))
      const { rows } = await test.desk.ledger.pool.query(`select source, settings, is_enabled from accounts where channel = 'telegram'`)
      expect(rows).toEqual([{ source: 'environment', settings: null, is_enabled: true }])
    } finally {
      await test.close()
      await telegram.close()
    }
  })

  it('keeps the desk from starting when its settings cannot be used, and says by name what to mend', async () => {
    await expect(openTestDesk({ env: { TELEGRAM_BOT_TOKEN: 'nonsense', VK_GROUP_ID: '5' } })).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [expect.stringMatching(/^TELEGRAM_BOT_TOKEN must/), expect.stringMatching(/^VK_TOKEN /)],
    })
  })
})
