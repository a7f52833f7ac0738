/** A first password that is easy to read out: no letters that look alike. */
export function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const picked = Array.from(crypto.getRandomValues(new Uint32Array(16)), (number) => letters[number % letters.length])
  return picked.join('').replace(/(.{4})(?=.)/g, '$1-')
}
