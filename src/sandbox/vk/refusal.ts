import { errors } from './reference.js'

/** An answer of the shape `{ error: { error_code, error_msg } }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: number,
    detail?: string,
  ) {
    const message = errors[code] ?? 'Unknown error occurred'
    super(detail === undefined ? message : `${message}: ${detail}`)
  }
}
