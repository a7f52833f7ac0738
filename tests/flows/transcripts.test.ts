import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTranscripts, play as really } from './transcript.js'

const play = (transcript: Parameters<typeof really>[0]): string[] => {
  try {
    return really(transcript)
  } catch (error) {
    if (!isWriting) throw error
    return [...transcript.lines, `FAILS ${String(error)}`]
  }
}

/** `TRANSCRIPTS=write npx vitest run tests/flows/transcripts` writes down what happens now: read the difference before you keep it. */
const isWriting = process.env.TRANSCRIPTS === 'write'
const folder = new URL('./transcripts/', import.meta.url)

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(new URL(file, folder), 'utf8')
  const transcripts = readTranscripts(text)
  describe(file.replace('.txt', ''), () => {
    for (const transcript of transcripts) {
      it(transcript.title, () => {
        const played = play(transcript)
        if (!isWriting) expect(played.join('\n')).toBe(transcript.lines.join('\n'))
      })
    }
  })
  if (isWriting) writeFileSync(new URL(file, folder), transcripts.map((one) => `# ${one.title}\n${play(one).join('\n')}\n`).join('\n'))
}

it('there are transcripts of all three languages', () => {
  const all = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n')
  const count = (language: string) => all.match(new RegExp(`^with {4}${language} `, 'gmu'))?.length ?? 0
  expect([count('ru') > 15, count('en') > 5, count('zh') > 5]).toEqual([true, true, true])
})
