/**
 * The seq after which a client wants to read. A watermark is the seq of the last message seen, in decimal. What is no watermark of this
 * conversation (text, negative, from the future) counts as none: better to show a message twice than never.
 */
export function readWatermark(watermark: unknown, lastSeq: number): number {
  if (typeof watermark !== 'string' || !/^\d{1,15}$/.test(watermark)) return 0
  const seq = Number(watermark)
  return seq <= lastSeq ? seq : 0
}
