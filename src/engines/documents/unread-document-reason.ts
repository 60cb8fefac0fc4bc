/** Why nobody here has looked at something. Each is the worst class: never clean, never empty. */
export const UNREAD_DOCUMENT_REASONS = [
  'encrypted', // and no password opens it
  'damaged',
  'disagreeing', // two ways of reading it see different things
  'wrong_name', // its name claims another type than its bytes have
  'hidden_data', // bytes that belong to no part: before, between or behind
  'picture', // no text is read off pictures
  'unknown_type',
  'unknown_archive', // 7z, rar, lzh and others
  'unknown_encoding',

  'too_large',
  'too_deep',
  'too_many_members',
  'too_many_rows',
  'too_many_columns',
  'timed_out',
  'out_of_memory',
  'crashed',
  'not_finished',
] as const
export type UnreadDocumentReason = (typeof UNREAD_DOCUMENT_REASONS)[number]
