/** A secret to share with a gateway: `whsec_` and 32 random bytes in base64, as Standard Webhooks wants them. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
