import { DeskError } from '../../core/desk-error.js'

/** Every refusal of the web channel: what is wrong and what to do about it. None of them tells more than its reader already knows. */
export const refuse = {
  noCredentials: () =>
    new DeskError(
      'unauthorized',
      401,
      'No valid credentials.',
      'Send "Authorization: Bearer …" with the secret or a token from tokens/generate.',
    ),
  // The code is Microsoft's: clients look for it.
  tokenExpired: () => new DeskError('TokenExpired', 403, 'The token has expired.', 'Get a new token; refresh it before it expires.'),
  foreignConversation: () =>
    new DeskError('forbidden', 403, 'The token belongs to another conversation.', 'Use the token that was made for this conversation.'),
  secretOnly: () =>
    new DeskError('secret_required', 403, 'Only the secret can do this.', 'Call it from your server with the Direct Line secret.'),
  tokenOnly: () => new DeskError('token_required', 403, 'Only a token can be refreshed.', 'Send the token in the Authorization header.'),
  foreignOrigin: () =>
    new DeskError('origin_not_allowed', 403, 'Pages of this origin may not chat here.', 'Add the origin of the page to WIDGET_ORIGINS.'),
  noConversation: () =>
    new DeskError(
      'conversation_not_found',
      404,
      'There is no such conversation, or it has ended.',
      'Start one by POST /v3/directline/conversations.',
    ),
  noFile: () =>
    new DeskError('file_not_found', 404, 'There is no such file in this conversation.', 'Read the activities again for fresh links.'),
  noBrand: () =>
    new DeskError('brand_not_found', 404, 'There is no such brand.', 'Use the key of a brand that exists, or none for the default one.'),
  usedTicket: () =>
    new DeskError(
      'stream_url_used',
      403,
      'The stream URL is used up or too old.',
      'Get a fresh one by GET /v3/directline/conversations/<id>.',
    ),
  badJson: (problem: string) => new DeskError('bad_json', 400, `The body is ${problem}.`, 'Send one JSON object in UTF-8.'),
  badForm: () =>
    new DeskError('bad_form', 400, 'The form is broken or breaks off.', 'Send multipart/form-data with its boundary, to the end.'),
  badActivity: (problem: string) =>
    new DeskError('bad_activity', 400, `The activity cannot be read: ${problem}.`, 'Send a Bot Framework activity.'),
  emptyMessage: () => new DeskError('empty_message', 400, 'The message carries nothing.', 'Send a text, a file or a button.'),
  inlineFile: () =>
    new DeskError('file_in_json', 415, 'Files do not travel inside an activity.', 'Post them as multipart/form-data to …/upload.'),
  tooLong: (limit: number) =>
    new DeskError('text_too_long', 413, `The text is longer than ${limit} characters.`, 'Send it in parts or as a file.'),
  tooLarge: (limitBytes: number) =>
    new DeskError('body_too_large', 413, `The request is larger than ${limitBytes} bytes.`, 'Send less at once.'),
  tooManyFiles: (limit: number) =>
    new DeskError('too_many_files', 413, `A message takes at most ${limit} files.`, 'Send the others in a further message.'),
  tooManySockets: (limit: number) =>
    new DeskError('too_many_streams', 429, `The conversation has ${limit} open streams already.`, 'Close one first.', {
      retryAfterMs: 10_000,
    }),
  throttled: (retryAfterMs: number) =>
    new DeskError('rate_limited', 429, 'Too many messages from one conversation.', 'Wait as long as Retry-After says, then send again.', {
      retryAfterMs,
    }),
} as const
