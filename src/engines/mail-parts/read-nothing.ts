import type { MailReading } from './mail-reading.ts'
import { readHeader } from './read-header.ts'

/** The reading of a mail that no parser could be let at: its header alone, and that it is unread. */
export function readNothing(bytes: Uint8Array): MailReading {
  const header = readHeader(headerOf(bytes))
  return {
    header,
    attachments: [],
    textPreview: '',
    isPreviewCut: false,
    words: { subject: header.subject, text: '', html: '', isCut: true },
    unread: ['parser_failed'],
  }
}

/** The header block, its last line end included; all of it where no empty line follows. */
export function headerOf(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.indexOf('\r\n\r\n')
  return end < 0 ? buffer : buffer.subarray(0, end + 2)
}

/** Whether anything but blanks stands below the header. */
export function hasBody(bytes: Uint8Array): boolean {
  const body = bytes.subarray(headerOf(bytes).length)
  return body.some((byte) => byte > 0x20)
}
