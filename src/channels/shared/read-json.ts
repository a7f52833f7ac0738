export type JsonReading = { readonly isRead: true; readonly value: unknown } | { readonly isRead: false; readonly problem: JsonProblem }
type JsonProblem = 'not UTF-8' | 'not JSON' | 'nested too deep'

/** JSON that a stranger wrote. Never throws. Depth is counted before parsing, because what comes after (writing, checking) recurses. */
export function readJson(bytes: Uint8Array, maxDepth = 64): JsonReading {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { isRead: false, problem: 'not UTF-8' }
  }
  if (isDeeper(text, maxDepth)) return { isRead: false, problem: 'nested too deep' }
  try {
    return { isRead: true, value: JSON.parse(text) }
  } catch {
    return { isRead: false, problem: 'not JSON' }
  }
}

/** By hand, because a pattern that skips strings takes quadratic time over an unterminated one. */
function isDeeper(text: string, maxDepth: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at += 1
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '[' || char === '{') depth += 1
    else if (char === ']' || char === '}') depth -= 1
    if (depth > maxDepth) return true
  }
  return false
}
