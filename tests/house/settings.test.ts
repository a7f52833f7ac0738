import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, environment, readConfig } from '../../src/config.js'
import { envExample } from '../../src/env-example.js'

describe('the settings', () => {
  it('need nothing to be set', () => {
    const { config } = readConfig({})
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8080',
      language: 'ru',
      timeZone: 'Europe/Moscow',
      role: 'all',
    })
  })

  it('tell everything that is wrong at once, by name', () => {
    const wrong = {
      PORT: '99999',
      PUBLIC_URL: 'https://desk.example/path',
      SECRET_KEY: 'short',
      TIME_ZONE: 'Mars/Olympus',
      REDIS_URL: 'http://x',
    }
    const problems = catchConfigError(wrong).problems.join('\n')
    for (const name of Object.keys(wrong)) expect(problems).toContain(name)
  })

  it('refuse half an admin', () => {
    expect(catchConfigError({ ADMIN_EMAIL: 'a@b.example' }).message).toMatch(/ADMIN_NAME/)
  })

  it('never hold a secret in what is printed', () => {
    const { config } = readConfig({
      SECRET_KEY: 'k'.repeat(40),
      DATABASE_URL: 'postgres://u:hunter2@db/x',
      DIRECTLINE_SECRET: 'directline-secret',
    })
    expect(JSON.stringify(config)).not.toMatch(/kkkk|hunter2|directline-secret/)
  })

  it('count an empty value as absent', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' }).config).toMatchObject({ hasDatabase: false, port: 8080 })
  })

  it('are all told in .env.example and the README', () => {
    expect(readFileSync('.env.example', 'utf8'), 'run `npm run desk -- generate`').toBe(envExample())
    const readme = readFileSync('README.md', 'utf8')
    for (const name of Object.keys(environment.shape)) expect(readme).toContain(`\`${name}\``)
  })
})

function catchConfigError(env: Record<string, string>): ConfigError {
  try {
    readConfig(env)
  } catch (reason) {
    if (reason instanceof ConfigError) return reason
    throw reason
  }
  throw new Error('nothing was wrong')
}
