const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]/gu

/**
 * Text as the rules see it: marks that nobody sees are gone, look-alike forms are one form, and of a very long letter the
 * beginning and the end remain, where letters say what they want. Case stays: capitals are a sign of their own.
 *
 * Combining marks are cut to four in a row before NFKC, which sorts a long run of them in quadratic time.
 */
export function normalise(text: string): string {
  return keepEnds(keepEnds(text, 80_000, 20_000).replace(invisible, ''), 3_000, 1_000)
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replaceAll('№', '#')
    .normalize('NFKC')
    .replace(/\p{M}/gu, '')
    .replaceAll('ё', 'е')
    .replaceAll('Ё', 'Е')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/(?<=\p{L})(\p{L})\1{2,}|(\p{L})\2{3,}/gu, (run) => run.slice(-1).repeat(2))
}

function keepEnds(text: string, head: number, tail: number): string {
  return text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`
}
