import type { Word } from '../../../base/words.ts'
import type { CannotVerifyReason } from '../cannot-verify.ts'

/** What a person hands in, as the end of its name says: what to do about it differs. */
type FileKind = 'pdf' | 'tiff' | 'picture' | 'other'

const PDF: Word = { ja: 'PDF を作り直してください。', en: 'Make the PDF again.' }
const COARSER: Word = {
  ja: '解像度を300dpi 程度に下げて、スキャンし直してください。',
  en: 'Scan it again at a lower resolution, such as 300 dpi.',
}

const DAMAGED: Readonly<Record<FileKind, Word>> = {
  pdf: PDF,
  tiff: {
    ja: 'スキャンし直すか、スキャナーで PDF にして渡してください。',
    en: 'Scan it again, or have the scanner make a PDF.',
  },
  picture: {
    ja: 'スキャンし直すか、JPEG か PNG で保存し直してください。',
    en: 'Scan it again, or save it again as a JPEG or PNG.',
  },
  other: {
    ja: 'PDF なら作り直し、スキャンした画像ならスキャンし直してください。',
    en: 'Make the PDF again, or scan the page again.',
  },
}
const NOT_DRAWN: Readonly<Record<FileKind, Word>> = { ...DAMAGED, tiff: COARSER, picture: COARSER }
const TOO_LARGE: Readonly<Record<FileKind, Word>> = {
  pdf: { ja: '2つ以上の PDF に分けてください。', en: 'Split it into two or more PDFs.' },
  tiff: { ja: '2つ以上の TIFF に分けてください。', en: 'Split it into two or more TIFFs.' },
  picture: COARSER,
  other: { ja: '2つ以上に分けてください。', en: 'Split it into two or more files.' },
}

const AGAIN: Partial<Record<CannotVerifyReason, Readonly<Record<FileKind, Word>>>> = {
  pdf_damaged: DAMAGED,
  page_damaged: DAMAGED,
  page_not_drawn: NOT_DRAWN,
  pdf_too_large: TOO_LARGE,
}
const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/\.pdf$/i, 'pdf'],
  [/\.tiff?$/i, 'tiff'],
  [/\.(?:jpe?g|png)$/i, 'picture'],
]

/** What to hand in instead. Nothing where another file would help no more than this one. */
export function againWord(reason: CannotVerifyReason, file: string): Word {
  const kind = KINDS.find(([end]) => end.test(file))?.[1] ?? 'other'
  return AGAIN[reason]?.[kind] ?? { ja: '', en: '' }
}
