import { DOCUMENT_TYPES, type FoundFile, type UnreadPart } from '../document-reading.ts'
import { UNREAD_DOCUMENT_REASONS } from '../unread-document-reason.ts'
import type { FoundPhoto, ShownPicture } from '../pictures/show-picture.ts'
import type { SandboxReading } from './sandbox-reading.ts'

/**
 * What a child answered, if it has the form of an answer: the child has read bytes of strangers, and is not trusted more
 * than they are.
 */
export function readAnswer(value: unknown): SandboxReading | undefined {
  if (!isObject(value)) return undefined
  const { unread, files, pictures, pictureCount, photos, inspected } = value
  if (!isListOf(unread, isUnread) || !isListOf(files, isFile)) return undefined
  if (!isListOf(pictures, isPicture) || !isListOf(photos, isPhoto) || !isCount(pictureCount)) return undefined
  return { unread, files, pictures, pictureCount, photos, inspected }
}

const isListOf = <T>(value: unknown, isOne: (each: unknown) => each is T): value is T[] =>
  Array.isArray(value) && value.every(isOne)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isPath = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string')
const isOneOf = (value: unknown, known: readonly string[]) => typeof value === 'string' && known.includes(value)

const isUnread = (value: unknown): value is UnreadPart =>
  isObject(value) && isPath(value.path) && isOneOf(value.reason, UNREAD_DOCUMENT_REASONS)

const isFile = (value: unknown): value is FoundFile =>
  isObject(value) &&
  isPath(value.path) &&
  isOneOf(value.type, DOCUMENT_TYPES) &&
  Number.isSafeInteger(value.byteCount) &&
  typeof value.sha256 === 'string' &&
  /^[0-9a-f]{64}$/.test(value.sha256) &&
  typeof value.hasWrongName === 'boolean' &&
  typeof value.wasEncrypted === 'boolean'

/** A picture must be a JPEG and nothing else, whatever made it. */
const isPicture = (value: unknown): value is ShownPicture =>
  isObject(value) &&
  isCount(value.at) &&
  isPath(value.path) &&
  isCount(value.width) &&
  isCount(value.height) &&
  (value.jpeg === undefined
    ? isOneOf(value.refused, UNREAD_DOCUMENT_REASONS)
    : typeof value.jpeg === 'string' && JPEG_BASE64.test(value.jpeg))

/** The beginning FF D8 FF, and no letter that base64 does not have. */
const JPEG_BASE64 = /^\/9j\/[A-Za-z0-9+/]+={0,2}$/

const isPhoto = (value: unknown): value is FoundPhoto =>
  isObject(value) && isPath(value.path) && typeof value.hasPlace === 'boolean'
