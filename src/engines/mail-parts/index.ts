/**
 * メールの構造: what a mail is made of, read from its bytes. Pure: no database, no clock, no network.
 * Used by: operation/outbound-mail.
 */
export { createWireCheck, WIRE_DEFECTS, type WireCheck, type WireDefect, type WireReport } from './wire-check.ts'
export { splitHeader, type HeaderField } from './header-fields.ts'
export { decodeHeader } from './decode-header.ts'
export { readHeader, type MailHeader } from './read-header.ts'
export { isSourceRouted, normaliseAddress, type MailAddress } from './normalise-address.ts'
export { isInternalDomain, isPublicSuffix } from './internal-domain.ts'
export { readMail, MAIL_PARTS_ENGINE } from './read-mail.ts'
export type { MailReading, MailWords } from './mail-reading.ts'
export { MAIL_READER_LIMITS, type MailReader, type MailReaderLimits, openMailReader } from './apart/open-mail-reader.ts'
export { readNothing } from './read-nothing.ts'
export type { AttachmentReading } from './attachment-reading.ts'
export { UNREAD_REASONS, type UnreadReason } from './unread-reason.ts'
export { receivedLine, type ReceivedFacts } from './received-line.ts'
export { deliveryStatusMail, type DeliveryStatus, type RecipientStatus } from './delivery-status-mail.ts'
