import { DOCUMENT_TYPES, type FoundFile, type UnreadPart } from '../document-reading.ts'
import { UNREAD_DOCUMENT_REASONS } from '../unread-document-reason.ts'
import type { SandboxReading } from './sandbox-reading.ts'

/**
 * What a child answered, if it has the form of an answer: the child has read bytes of strangers, and is not trusted more
 * than they are.
 */
export function readAnswer(value: unknown): SandboxReading | undefined {
  if (!isObject(value)) return undefined
  const { unread, files, inspected } = value
  if (!Array.isArray(unread) || !Array.isArray(files)) return undefined
  return unread.every(isUnread) && files.every(isFile) ? { unread, files, inspected } : undefined
}

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
