/** What `npm run test:<kind> -- --seed N --n M` asked for. */
export function readLongRun(shortForm: number): { readonly seed: number; readonly n: number } {
  const { OTKLIK_SEED, OTKLIK_N } = process.env
  return { seed: Number(OTKLIK_SEED ?? 1), n: Number(OTKLIK_N ?? shortForm) }
}
