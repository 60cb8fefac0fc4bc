import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import iconv from 'iconv-lite'

/** What decides how a member was encrypted; fields of its entry in the directory. */
export interface EncryptedEntry {
  readonly compressionMethod: number
  readonly generalPurposeBitFlag: number
  readonly lastModFileTime: number
  readonly crc32: number
  readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[]
}

export interface Decrypted {
  readonly packed: Buffer
  /** 0 stored, 8 deflated. */
  readonly method: number
  /** AES of the second kind keeps no checksum: its authentication code has been verified instead. */
  readonly hasChecksum: boolean
}

/**
 * Opens an encrypted member: AES (WinZip AE-1, AE-2) or the traditional encryption (APPNOTE 6.1).
 * @returns undefined where this is not its password; of the traditional encryption one wrong password in 256 passes, and
 * only the checksum of the content tells
 */
export function decryptMember(entry: EncryptedEntry, raw: Buffer, password: string): Decrypted | undefined {
  for (const bytes of passwordBytes(password)) {
    const opened = entry.compressionMethod === 99 ? openAes(entry, raw, bytes) : openTraditional(entry, raw, bytes)
    if (opened) return opened
  }
  return undefined
}

/** A Japanese password is in the encoding of whatever program took it. */
function passwordBytes(password: string): Buffer[] {
  const utf8 = Buffer.from(password)
  return utf8.length === password.length ? [utf8] : [utf8, iconv.encode(password, 'cp932')]
}

const AES_EXTRA = 0x9901
const CODE_BYTES = 10

function openAes(entry: EncryptedEntry, raw: Buffer, password: Buffer): Decrypted | undefined {
  const extra = entry.extraFields.find(({ id }) => id === AES_EXTRA)?.data
  const strength = extra?.[4]
  if (!extra || extra.length < 7 || strength === undefined || strength < 1 || strength > 3) return undefined
  const [keyBytes, saltBytes] = [8 + 8 * strength, 4 + 4 * strength]
  if (raw.length < saltBytes + 2 + CODE_BYTES) return undefined
  const keys = pbkdf2Sync(password, raw.subarray(0, saltBytes), 1000, 2 * keyBytes + 2, 'sha1')
  if (!keys.subarray(2 * keyBytes).equals(raw.subarray(saltBytes, saltBytes + 2))) return undefined
  const sealed = raw.subarray(saltBytes + 2, raw.length - CODE_BYTES)
  const code = createHmac('sha1', keys.subarray(keyBytes, 2 * keyBytes))
    .update(sealed)
    .digest()
    .subarray(0, CODE_BYTES)
  if (!timingSafeEqual(code, raw.subarray(raw.length - CODE_BYTES))) return undefined
  const packed = withKeyStream(sealed, keys.subarray(0, keyBytes))
  return { packed, method: extra.readUInt16LE(5), hasChecksum: extra.readUInt16LE(0) === 1 }
}

/** Counter mode whose counter is little-endian and begins at 1, unlike OpenSSL's. */
function withKeyStream(sealed: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const plain = Buffer.allocUnsafe(sealed.length)
  const counters = Buffer.alloc(65_536)
  for (let from = 0; from < sealed.length; from += counters.length) {
    for (let at = 0; at < counters.length; at += 16) counters.writeUInt32LE((from + at) / 16 + 1, at)
    const stream = cipher.update(counters)
    const until = Math.min(from + stream.length, sealed.length)
    for (let at = from; at < until; at++) plain[at] = sealed[at]! ^ stream[at - from]!
  }
  return plain
}

const HEADER_BYTES = 12

function openTraditional(entry: EncryptedEntry, raw: Buffer, password: Buffer): Decrypted | undefined {
  if (raw.length < HEADER_BYTES) return undefined
  let [key0, key1, key2] = [0x12345678, 0x23456789, 0x34567890]
  const mix = (byte: number) => {
    key0 = crcOf(key0, byte)
    key1 = (Math.imul(key1 + (key0 & 0xff), 134_775_813) + 1) | 0
    key2 = crcOf(key2, key1 >>> 24)
  }
  for (const byte of password) mix(byte)
  const plain = Buffer.allocUnsafe(raw.length)
  for (let at = 0; at < raw.length; at++) {
    const half = (key2 | 2) & 0xffff
    const byte = raw[at]! ^ ((Math.imul(half, half ^ 1) >>> 8) & 0xff)
    plain[at] = byte
    mix(byte)
  }
  const isSizeLater = (entry.generalPurposeBitFlag & 8) !== 0
  const proof = isSizeLater ? entry.lastModFileTime >>> 8 : entry.crc32 >>> 24
  if (plain[HEADER_BYTES - 1] !== proof) return undefined
  return { packed: plain.subarray(HEADER_BYTES), method: entry.compressionMethod, hasChecksum: true }
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

const crcOf = (crc: number, byte: number) => (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]!
