/** Something a caller did that the desk cannot accept; `fix` tells what to do next. Codes are listed in docs/errors.md. */
export class DeskError extends Error {
  override readonly name = 'DeskError'
  constructor(
    readonly code: string,
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503,
    message: string,
    readonly fix: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}
