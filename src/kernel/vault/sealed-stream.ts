import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { VaultDamage } from './damage.ts'
import {
  DEFAULT_FRAME_BYTES,
  type FrameKey,
  frameBytesOf,
  frameHeader,
  HEADER_BYTES,
  openFrame,
  sealFrame,
  TAG_BYTES,
} from './frames.ts'
import type { Keyring } from './keyring.ts'

/** A key for what lies outside vault and database (a backup), as it may stand beside what it locks. */
export interface LockedKey {
  readonly masterKeyId: string
  /** Base64; opens under that master key only. */
  readonly wrapped: string
}

/** Makes a key for a purpose, and wraps it with the current master key. */
export async function newSealingKey(keyring: Keyring, purpose: string): Promise<{ key: Buffer; locked: LockedKey }> {
  const key = randomBytes(32)
  const { masterKeyId, wrapped } = await keyring.wrap(key, purpose)
  return { key, locked: { masterKeyId, wrapped: wrapped.toString('base64') } }
}

/** @throws KeyringFault naming the master key that is not there; VaultDamage when it is not the key of this purpose */
export async function openSealingKey(keyring: Keyring, purpose: string, locked: LockedKey): Promise<Buffer> {
  return keyring.unwrap({ masterKeyId: locked.masterKeyId, wrapped: Buffer.from(locked.wrapped, 'base64') }, purpose)
}

/** One key, one file: a nonce is never used twice under the same key (NIST SP 800-38D §8.2.1; RFC 5869). */
const keyFor = (key: Buffer, what: string) => Buffer.from(hkdfSync('sha256', key, '', `sekisho ${what}`, 32))

/** Encrypts a stream of any length in the frames of the vault. @param id a new UUID for each stream */
export async function* sealStream(key: Buffer, id: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const by: FrameKey = { fileId: id, key: keyFor(key, `stream ${id}`), header: frameHeader(id, DEFAULT_FRAME_BYTES) }
  yield by.header
  const frame = Buffer.allocUnsafe(DEFAULT_FRAME_BYTES)
  let [filled, index] = [0, 0]
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length;) {
      // A full frame is sealed only when more follows: the last one is marked as the last.
      if (filled === frame.length) {
        yield Buffer.concat(sealFrame(by, index++, false, frame))
        filled = 0
      }
      const part = chunk.subarray(from, from + frame.length - filled)
      frame.set(part, filled)
      filled += part.length
      from += part.length
    }
  }
  yield Buffer.concat(sealFrame(by, index, true, frame.subarray(0, filled)))
}

/** Decrypts what `sealStream` made. @throws VaultDamage for every byte that was changed, moved, added or cut off */
export async function* openSealedStream(
  key: Buffer,
  id: string,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const frameKey = keyFor(key, `stream ${id}`)
  let by: FrameKey | undefined
  let waiting: Buffer = Buffer.alloc(0)
  let [sealedBytes, index] = [0, 0]
  for await (const chunk of source) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    if (!by) {
      if (waiting.length < HEADER_BYTES) continue
      const header = Buffer.from(waiting.subarray(0, HEADER_BYTES))
      sealedBytes = frameBytesOf(header, id) + TAG_BYTES
      by = { fileId: id, key: frameKey, header }
      waiting = waiting.subarray(HEADER_BYTES)
    }
    // What may be the last frame is opened when nothing follows.
    while (waiting.length > sealedBytes) {
      yield openFrame(by, index++, false, waiting.subarray(0, sealedBytes))
      waiting = waiting.subarray(sealedBytes)
    }
  }
  if (!by) throw new VaultDamage(id, 'its header is cut off')
  yield openFrame(by, index, true, waiting)
}

/** A mark over a text that nobody without the key can make: hexadecimal HMAC-SHA-256. */
export const sealOf = (key: Buffer, text: string): string =>
  createHmac('sha256', keyFor(key, 'seal')).update(text).digest('hex')

export function isSealOf(key: Buffer, text: string, seal: string): boolean {
  const [own, given] = [Buffer.from(sealOf(key, text)), Buffer.from(seal)]
  return own.length === given.length && timingSafeEqual(own, given)
}
