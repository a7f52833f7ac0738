/** What a request could not do, with the server's own words for it: what happened, and what to do next. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  constructor(
    readonly code: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    readonly fix: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/** Did nothing reach us, so that trying again is worth it? */
export const isOffline = (fault: unknown): boolean => fault instanceof ApiFault && fault.status === 0
export const isSignedOut = (fault: unknown): boolean => fault instanceof ApiFault && fault.status === 401
