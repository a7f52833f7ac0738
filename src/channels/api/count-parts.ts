/** How many messages of the network a text of an SMS is, and in which alphabet it travels. */
export type PartCount = { readonly encoding: 'GSM-7' | 'UCS-2'; readonly parts: number }

/**
 * By 3GPP TS 23.038 (the alphabets) and TS 23.040 §9.2.3.24 (concatenation): one part holds 160 septets or 70 UCS-2 units, a part among several
 * 153 or 67, since a header of six bytes numbers it. Neither an escaped character nor a surrogate pair is cut in two.
 */
export function countParts(text: string): PartCount {
  const characters = Array.from(text)
  const septets = characters.map(septetsOf)
  const isGsm = septets.every((count) => count > 0)
  const sizes = isGsm ? septets : characters.map(({ length }) => length)
  const [alone, among] = isGsm ? [160, 153] : [70, 67]
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', parts: fill(sizes, alone) === 1 ? 1 : fill(sizes, among) }
}

/** How many boxes of `room` hold the sizes in their order; an empty text is one as well. */
function fill(sizes: readonly number[], room: number): number {
  let boxes = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > room) {
      boxes += 1
      used = 0
    }
    used += size
  }
  return boxes
}

/** 0: not in the alphabet. */
const septetsOf = (character: string): number => (basic.has(character) ? 1 : extension.has(character) ? 2 : 0)

/** TS 23.038 §6.2.1, in the order of its codes; 0x1B is the escape. */
const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** TS 23.038 §6.2.1.1, each behind an escape. */
const extension: ReadonlySet<string> = new Set('\f^{}\\[~]|€')
