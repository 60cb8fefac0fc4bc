import { markUnread, type PartReader, type PartReaders } from './walk.ts'
import { readDoc } from './readers/doc-file.ts'
import { readDocxFile } from './readers/docx-file.ts'
import { readEmlFile } from './readers/eml-file.ts'
import { readGzipFile } from './readers/gzip-file.ts'
import { readHtmlFile } from './readers/html-file.ts'
import { readMsg } from './readers/msg-file.ts'
import { type OldReader, oldOfficeReader } from './readers/old-office.ts'
import { readPdfFile } from './readers/pdf-file.ts'
import { readPictureFile } from './readers/picture-file.ts'
import { readPpt } from './readers/ppt-file.ts'
import { readPptxFile } from './readers/pptx-file.ts'
import { readRtfFile } from './readers/rtf-file.ts'
import { readCsvFile, readTextFile } from './readers/text-file.ts'
import { readTnefFile } from './readers/tnef-file.ts'
import { readXls } from './readers/xls-file.ts'
import { readXlsxFile } from './readers/xlsx-file.ts'
import { readZipFile } from './readers/zip-file.ts'

/** A compound file may hold documents of the other kinds: each storage goes to whom its streams belong. */
const readAnyOld: OldReader = async function* (walk, document) {
  const { streams } = document
  if (streams.has('workbook') || streams.has('book')) return yield* readXls(walk, document)
  if (streams.has('worddocument')) return yield* readDoc(walk, document)
  if (streams.has('powerpoint document')) return yield* readPpt(walk, document)
  if ([...streams.keys()].some((name) => name.startsWith('__'))) return yield* readMsg(walk, document)
  return []
}
/** An encrypted Office file of any kind is a compound file too. */
export const readOld = oldOfficeReader(readAnyOld)

// oxlint-disable-next-line require-yield -- nobody here opens it
const readArchive: PartReader = async function* (walk, file) {
  markUnread(walk, file.path, 'unknown_archive')
}

export const readers: PartReaders = {
  zip: readZipFile,
  xlsx: readXlsxFile,
  docx: readDocxFile,
  pptx: readPptxFile,
  xls: readOld,
  doc: readOld,
  ppt: readOld,
  msg: readOld,
  pdf: readPdfFile,
  csv: readCsvFile,
  text: readTextFile,
  html: readHtmlFile,
  rtf: readRtfFile,
  eml: readEmlFile,
  tnef: readTnefFile,
  gzip: readGzipFile,
  archive: readArchive,
  picture: readPictureFile,
}
