import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { VaultDamage } from './damage.ts'

/*
 * A file in the vault: a header, then frames, each AES-256-GCM under the file's own random key.
 *
 *   header   'SKVAULT1' · bytes of plain text in a full frame (u32) · file id (16 bytes)
 *   frame    ciphertext · tag (16 bytes); every frame but the last is full, and the last is there even when empty
 *   nonce    000000 · number of the frame (u64) · 01 for the last frame, else 00
 *   AAD      the header
 *
 * So a frame that is changed, moved, dropped, added, or taken from another file does not verify (the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). A key is used for one file, so nonces never repeat.
 */
export const TAG_BYTES = 16
export const HEADER_BYTES = 28
export const DEFAULT_FRAME_BYTES = 64 * 1024
const MAGIC = Buffer.from('SKVAULT1', 'latin1')
const MAX_FRAME_BYTES = 4 * 1024 * 1024

export interface FrameKey {
  readonly fileId: string
  /** A KeyObject where many frames follow: it is read once. */
  readonly key: Buffer | KeyObject
  readonly header: Buffer
}

export function frameHeader(fileId: string, frameBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  MAGIC.copy(header)
  header.writeUInt32BE(frameBytes, 8)
  Buffer.from(fileId.replaceAll('-', ''), 'hex').copy(header, 12)
  return header
}

/**
 * Reads a header and answers the size of its frames in bytes.
 * @throws VaultDamage when it is no header of this file
 */
export function frameBytesOf(header: Buffer, fileId: string): number {
  if (header.length !== HEADER_BYTES || !header.subarray(0, 8).equals(MAGIC)) {
    throw new VaultDamage(fileId, 'not a file of the vault')
  }
  const frameBytes = header.readUInt32BE(8)
  if (frameBytes < 1 || frameBytes > MAX_FRAME_BYTES || !header.equals(frameHeader(fileId, frameBytes))) {
    throw new VaultDamage(fileId, 'the header belongs to another file')
  }
  return frameBytes
}

/** How many frames a content of this size has, and how many bytes the whole file has. */
export function layoutOf(byteCount: number, frameBytes: number): { frameCount: number; fileBytes: number } {
  const frameCount = Math.max(1, Math.ceil(byteCount / frameBytes))
  return { frameCount, fileBytes: HEADER_BYTES + byteCount + frameCount * TAG_BYTES }
}

/** How many bytes the file of a content has that this version wrote. */
export const storedBytesOf = (byteCount: number): number => layoutOf(byteCount, DEFAULT_FRAME_BYTES).fileBytes

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(index), 3)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Encrypts one frame, given in pieces: ciphertext and tag, as pieces to be written one after the other. */
export function sealFrame(by: FrameKey, index: number, isLast: boolean, ...plain: readonly Uint8Array[]): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', by.key, nonceOf(index, isLast), { authTagLength: TAG_BYTES })
  cipher.setAAD(by.header)
  const body = plain.map((piece) => cipher.update(piece))
  cipher.final()
  return [...body, cipher.getAuthTag()]
}

/**
 * Opens one frame.
 * @throws VaultDamage when it is not exactly the frame that was written at this place of this file
 */
export function openFrame(by: FrameKey, index: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new VaultDamage(by.fileId, `frame ${index} is cut off`)
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', by.key, nonceOf(index, isLast), { authTagLength: TAG_BYTES })
  decipher.setAAD(by.header)
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch {
    throw new VaultDamage(by.fileId, `frame ${index} does not verify`)
  }
  return plain
}
