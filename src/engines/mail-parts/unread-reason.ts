/** Why a mail is not surely read. The CHECK of `outbound_mail_reading.unread` says the same. */
export const UNREAD_REASONS = ['parser_failed', 'parsers_disagree', 'unknown_charset'] as const
export type UnreadReason = (typeof UNREAD_REASONS)[number]
