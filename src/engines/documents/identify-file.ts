import { type ByteSource, readAt } from './byte-source.ts'
import type { DocumentType } from './document-reading.ts'
import { guessEncoding, decodedText } from './text-encoding.ts'
import { openZip, ZIP_LIMITS } from './zip-entries.ts'

const HEAD_BYTES = 4096
const startsWith =
  (...signatures: string[]) =>
  (head: string) =>
    signatures.some((each) => head.startsWith(each))

/** By the first bytes; the first that fits. */
const SIGNATURES: readonly (readonly [DocumentType | 'cfb', (head: string) => boolean])[] = [
  ['zip', startsWith('PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08', 'PK00PK')],
  ['cfb', startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['pdf', startsWith('%PDF-')],
  ['tnef', startsWith('\x78\x9f\x3e\x22')],
  ['rtf', startsWith('{\\rtf')],
  ['gzip', startsWith('\x1f\x8b\x08')],
  [
    'archive',
    startsWith('7z\xbc\xaf\x27\x1c', 'Rar!\x1a\x07', 'BZh', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'MSCF', 'ISc('),
  ],
  ['archive', (head) => /^..-(lh[0-9a-z]|lz[0-9s]|pm[0-9])-/s.test(head) || head.slice(257, 262) === 'ustar'],
  ['picture', startsWith('\x89PNG\r\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a', 'II*\0', 'MM\0*', '\0\0\x01\0', '8BPS')],
  ['picture', (head) => /^BM.{4}\0\0\0\0/s.test(head) || /^RIFF....WEBP/s.test(head)],
  ['picture', (head) => /^.{4}ftyp(heic|heix|mif1|avif)/s.test(head)],
  // Windows metafiles, plain, placeable and enhanced: pictures that hold drawn text.
  ['picture', (head) => startsWith('\x01\0\x09\0', '\xd7\xcd\xc6\x9a')(head) || head.slice(40, 44) === ' EMF'],
]

/** What the bytes say a file is. A container of old Office (`cfb`) and a zip need a look inside by who reads them. */
export async function identifyBytes(source: ByteSource): Promise<DocumentType | 'cfb'> {
  if (source.byteCount === 0) return 'text'
  const head = await readAt(source, 0, HEAD_BYTES)
  const text = head.toString('latin1')
  const known = SIGNATURES.find(([, fits]) => fits(text))?.[0]
  if (known === 'zip') return zipType(source)
  return known ?? textType(head, head.length === source.byteCount)
}

const OFFICE: readonly (readonly [DocumentType, RegExp])[] = [
  ['xlsx', /^xl\/(workbook\d*\.xml|worksheets\/)/i],
  ['docx', /^word\/document\d*\.xml$/i],
  ['pptx', /^ppt\/(presentation\d*\.xml|slides\/)/i],
]

/** An Office file names its parts in `[Content_Types].xml`; one whose main part is not at its usual place is told by it. */
async function zipType(source: ByteSource): Promise<DocumentType> {
  try {
    const { members } = await openZip(source, { ...ZIP_LIMITS, members: 100_000 })
    const types = members.find(({ name }) => name.toLowerCase() === '[content_types].xml')
    if (!types || !members.some(({ name }) => name.toLowerCase() === '_rels/.rels')) return 'zip'
    for (const [type, pattern] of OFFICE) if (members.some(({ name }) => pattern.test(name))) return type
    const text = (await types.bytes(4 * 1024 * 1024)).toString('utf8')
    if (/spreadsheetml\.(sheet|template)\.main/.test(text)) return 'xlsx'
    if (/wordprocessingml\.(document|template)\.main/.test(text)) return 'docx'
    if (/presentationml\.(presentation|slideshow|template)\.main/.test(text)) return 'pptx'
    return 'zip'
  } catch {
    return 'zip'
  }
}

const HEADER_FIELD =
  /^(received|return-path|delivered-to|from|to|cc|subject|date|message-id|mime-version|content-type|reply-to|dkim-signature|x-[\w-]+):/i

/** Text of some kind, if it can be decoded at all. */
function textType(head: Buffer, isWhole: boolean): DocumentType {
  const text = sampleText(head, isWhole)
  if (text === undefined || isBinary(text)) return 'unknown'
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (
    /^(<\?xml[^>]*>\s*)?(<!--[^>]*>\s*)*<(!doctype\s+html|html|head|body|table|div|meta|svg|p|span|font|center|h[1-6]|ul|ol|pre|title|style|script|br|img)[\s>]/i.test(
      start,
    )
  )
    return 'html'
  const fields = new Set<string>()
  for (const line of text.split(/\r?\n/, 40)) {
    if (line === '') break
    const field = HEADER_FIELD.exec(line)?.[1]
    if (field) fields.add(field.toLowerCase())
    else if (!/^[ \t]|^[!-9;-~]+:/.test(line)) return looksLikeTable(text) ? 'csv' : 'text'
  }
  const isMail =
    fields.size >= 2 && ['from', 'received', 'mime-version', 'subject', 'date'].some((one) => fields.has(one))
  return isMail ? 'eml' : looksLikeTable(text) ? 'csv' : 'text'
}

/** More than a stray control character or two. */
function isBinary(text: string): boolean {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 32 && !TEXT_CONTROLS.has(code)) count++
  }
  return count * 50 > text.length
}

/** Tab, line feed, form feed, carriage return, the end mark of DOS, escape. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 26, 27])

/** The beginning of a text; a letter that the sample cuts in two does not count. */
function sampleText(head: Buffer, isWhole: boolean): string | undefined {
  for (let cut = 0; cut <= (isWhole ? 0 : 6); cut++) {
    try {
      const bytes = head.subarray(0, head.length - cut)
      let text = ''
      for (const piece of decodedText(bytes, guessEncoding(bytes))) text += piece
      return text
    } catch {
      // one byte less
    }
  }
  return undefined
}

/** At least two records, most with as many delimiters as the first. */
function looksLikeTable(text: string): boolean {
  const lines = text
    .split(/\r?\n/, 31)
    .slice(0, 30)
    .filter((line) => line.trim() !== '')
  if (lines.length < 2) return false
  return ['\t', ',', ';'].some((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    return counts[0]! > 0 && counts.filter((count) => count === counts[0]).length >= counts.length * 0.6
  })
}

const BY_EXTENSION: Readonly<Record<string, readonly DocumentType[]>> = {
  zip: ['zip'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  xltx: ['xlsx'],
  docx: ['docx'],
  docm: ['docx'],
  dotx: ['docx'],
  pptx: ['pptx'],
  pptm: ['pptx'],
  ppsx: ['pptx'],
  xls: ['xls'],
  doc: ['doc'],
  ppt: ['ppt'],
  pps: ['ppt'],
  pdf: ['pdf'],
  csv: ['csv', 'text'],
  tsv: ['csv', 'text'],
  txt: ['text', 'csv', 'eml'],
  log: ['text', 'csv'],
  html: ['html'],
  htm: ['html'],
  svg: ['html'],
  rtf: ['rtf'],
  eml: ['eml'],
  msg: ['msg'],
  gz: ['gzip'],
  '7z': ['archive'],
  rar: ['archive'],
  lzh: ['archive'],
  tar: ['archive'],
  cab: ['archive'],
  png: ['picture'],
  jpg: ['picture'],
  jpeg: ['picture'],
  gif: ['picture'],
  bmp: ['picture'],
  tif: ['picture'],
  tiff: ['picture'],
  webp: ['picture'],
  heic: ['picture'],
  emf: ['picture'],
  wmf: ['picture'],
}

/** Whether a name claims a type that the content does not have. An unknown or missing extension claims nothing. */
export function isWrongName(name: string, type: DocumentType): boolean {
  const extension = /\.([^./\\]{1,5})$/.exec(name)?.[1]?.toLowerCase()
  const claimed = extension === undefined ? undefined : BY_EXTENSION[extension]
  return claimed !== undefined && !claimed.includes(type)
}
