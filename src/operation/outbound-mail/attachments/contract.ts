import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'

/** What a machine saw in one attachment: no value of it, only what kind of thing, how often, and what nobody could open. */
export const AttachmentScan = z.object({
  /** Name and version of what looked. */
  engine: z.string(),
  /** The first ones; `unreadCount` says how many there are. */
  unread: z.array(z.object({ path: z.array(z.string()), reason: z.string() })),
  unreadCount: z.int(),
  /** Findings of personal information by type. */
  counts: z.record(z.string(), z.int()),
  /** How many persons it is about. */
  persons: z.object({ min: z.int(), best: z.int(), max: z.int() }),
  /** Each file in it, the attachment itself first: for lineage. */
  hashes: z.array(z.object({ sha256: z.string(), byteCount: z.int() })),
  /** What the virus scanner calls it; absent where it found nothing, or none is set. */
  virus: z.string().optional(),
  /** A virus scanner is set and gave no answer. */
  isVirusUnknown: z.boolean().optional(),
  /** Pictures that say who took them or when; `placeCount` of them also where. Absent where none does. */
  photos: z.object({ count: z.int(), placeCount: z.int() }).optional(),
})
export type AttachmentScan = z.infer<typeof AttachmentScan>

/** One part of an attachment as text; a table's cells are apart by tabs. Never anything that a browser would act on. */
export const PreviewPart = z.object({
  /** From the attachment inwards: member of an archive, sheet, page. */
  path: z.array(z.string()),
  note: z.string().optional(),
  text: z.string().optional(),
  rows: z.array(z.array(z.string())).optional(),
})

/** A picture or page, drawn anew in the sandbox: nothing of its own bytes is in it. */
export const PreviewPicture = z.object({
  /** From 0, among all pictures and pages of the attachment. */
  at: z.int(),
  /** A page of a PDF ends with `p.1`. */
  path: z.array(z.string()),
  width: z.int(),
  height: z.int(),
  /** A JPEG in base64. */
  jpeg: z.string().optional(),
  /** Why it is not shown. */
  refused: z.string().optional(),
})
export type PreviewPicture = z.infer<typeof PreviewPicture>

export const AttachmentPreview = z.object({
  name: z.string(),
  parts: z.array(PreviewPart),
  /** There is more than is shown. */
  isCut: z.boolean(),
  unread: z.array(z.object({ path: z.array(z.string()), reason: z.string() })),
  pictures: z.array(PreviewPicture),
  /** Of pictures and pages together. */
  pictureCount: z.int(),
  /** Where the ones that are not in this answer begin; absent where there are none. */
  nextPicture: z.int().optional(),
})
export type AttachmentPreview = z.infer<typeof AttachmentPreview>

export const previewAttachment = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/attachment-preview',
  right: 'outbound-mail:read',
  input: z.object({
    mailId: z.uuid(),
    number: z.coerce.number().int().min(1),
    /** The first picture of the answer. */
    picturesFrom: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  output: AttachmentPreview,
  refuses: ['not_found', 'content_erased'],
  summary:
    'The beginning of an attachment as text, with its pictures and pages drawn anew, read in a sandbox. That somebody looked is an event.',
})

export const escrowPassword = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/attachment-password',
  right: 'outbound-mail:submit',
  input: z.object({
    mailId: z.uuid(),
    revisionHash: z.string().regex(/^[0-9a-f]{64}$/),
    number: z.int().min(1),
    password: z.string().min(1).max(255),
  }),
  output: z.object({ openedCount: z.int(), unreadCount: z.int() }),
  refuses: [
    'not_found',
    'not_allowed',
    'mail_not_held',
    'stale_revision',
    'already_decided',
    'password_wrong',
    'password_untried',
    'content_erased',
  ],
  summary:
    'The author gives the password of an encrypted attachment: it is opened and looked at, and the password sealed.',
})
