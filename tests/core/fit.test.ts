import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../src/core/channel.js'
import { fitMessage, split } from '../../src/core/fit.js'
import type { FileId } from '../../src/core/model/ids.js'

const can: Capabilities = {
  textLimit: 100,
  buttons: true,
  files: 'together',
  fileLimitBytes: 1_000,
  exactResend: true,
  writesFirst: false,
  pace: null,
}
const file = (id: number, sizeBytes = 10) => ({ id: id as FileId, name: `${id}.pdf`, contentType: 'application/pdf', sizeBytes })
const choices = [
  { value: 'refund', title: 'Вернуть деньги' },
  { value: 'replace', title: 'Заменить' },
]
const linkTo = (id: number) => `https://desk.example/f/${id}`

describe('a message in a channel', () => {
  it.each([
    ['is one call where everything fits', {}, [{ text: 'Выберите', choices, fileIds: [1] }]],
    [
      'shows choices as numbered lines where there are no buttons',
      { buttons: false },
      [{ text: 'Выберите\n\n1. Вернуть деньги\n2. Заменить', choices: [], fileIds: [1] }],
    ],
    [
      'sends files after the text where each is a call of its own',
      { files: 'apart' as const },
      [
        { text: 'Выберите', choices, fileIds: [] },
        { text: '', choices: [], fileIds: [1] },
      ],
    ],
    [
      'gives a link where files cannot travel',
      { files: 'none' as const },
      [{ text: 'Выберите\n\n1.pdf: https://desk.example/f/1', choices, fileIds: [] }],
    ],
  ])('%s', (_, limits, expected) => {
    expect(fitMessage({ text: 'Выберите', choices, files: [file(1)] }, { ...can, ...limits }, linkTo)).toEqual(expected)
  })

  it('gives a link to a file that is too large for the channel', () => {
    expect(fitMessage({ text: '', choices: [], files: [file(1), file(2, 5_000)] }, can, linkTo)).toEqual([
      { text: '2.pdf: https://desk.example/f/2', choices: [], fileIds: [1] },
    ])
  })

  it('shows buttons and files with the last part of a long text', () => {
    const calls = fitMessage({ text: `${'а'.repeat(90)}\n\n${'б'.repeat(90)}`, choices, files: [file(1)] }, can, linkTo)
    expect(calls).toEqual([
      { text: 'а'.repeat(90), choices: [], fileIds: [] },
      { text: 'б'.repeat(90), choices, fileIds: [1] },
    ])
  })
})

describe('a long text', () => {
  it.each([
    [
      'at a paragraph',
      `${'а'.repeat(50)}. ${'б'.repeat(10)}\n\n${'в'.repeat(60)}`,
      [`${'а'.repeat(50)}. ${'б'.repeat(10)}`, 'в'.repeat(60)],
    ],
    [
      'after a sentence',
      `${'а'.repeat(60)}. ${'б'.repeat(20)} ${'в'.repeat(40)}`,
      [`${'а'.repeat(60)}.`, `${'б'.repeat(20)} ${'в'.repeat(40)}`],
    ],
    ['after a Chinese sentence', `${'很'.repeat(70)}。${'好'.repeat(50)}`, [`${'很'.repeat(70)}。`, '好'.repeat(50)]],
    ['between words', `${'а'.repeat(80)} ${'б'.repeat(80)}`, ['а'.repeat(80), 'б'.repeat(80)]],
    ['anywhere when there is no seam', 'а'.repeat(150), ['а'.repeat(100), 'а'.repeat(50)]],
    ['never inside a character', `${'а'.repeat(99)}👩‍👩‍👧б`, ['а'.repeat(99), '👩‍👩‍👧б']],
  ])('is cut %s', (_, text, expected) => {
    expect(split(text, 100)).toEqual(expected)
  })

  it('loses nothing but white space, and no part is over the limit or broken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 10, max: 80 }), (text, limit) => {
        const parts = split(text, limit)
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit)
          expect(Buffer.from(part).toString()).toBe(part)
        }
      }),
    )
  })
})
