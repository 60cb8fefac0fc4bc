import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { codesOfPhoto } from './codes.ts'
import { greyPicture, pieceOf } from './decode-picture.ts'
import { pageContent, type ReadCode } from './page-content.ts'
import { textsOfAreas } from './paper-text.ts'
import type { FileReader } from './readable-file.ts'
import type { Look } from './thread-messages.ts'

/** A picture is one whole page, laid over the paper that scanners mostly see. */
export const PICTURE_MM = [210, 297] as const
export const LIMIT_PICTURE_BYTES = 100 * 1024 * 1024

/** One picture (PNG, JPEG) as the only page of its file. @throws CannotVerify */
export function pictureReader(file: BlockFile, name: string): FileReader {
  if (file.byteCount > LIMIT_PICTURE_BYTES) throw new CannotVerify('pdf_too_large', { file: name, limitGigabytes: 0.1 })
  return {
    pageCount: 1,
    widthMm: 210,
    heightMm: 297,
    async read(_page, look) {
      const bytes = new Uint8Array(file.byteCount)
      if (!file.copyInto(bytes, 0)) throw new CannotVerify('pdf_damaged', { file: name })
      const formats = look.codesAnywhere ?? look.codes.flatMap((code) => code.formats)
      const found = await codesOfPhoto(bytes, formats)
      // What is no picture has no text either, and is not verified.
      const codes = found.length > 0 ? found : await textsOfPicture(bytes, look).catch(() => [])
      return pageContent({ text: '', codes, pictures: [{ kind: 'image', box: [0, 0, 210, 297] }] })
    },
    close: () => undefined,
  }
}

/** A picture is one whole page: its dots are spread over the paper that the specification expects. */
async function textsOfPicture(bytes: Uint8Array, { texts = [] }: Look): Promise<ReadCode[]> {
  if (texts.length === 0) return []
  const picture = greyPicture(bytes)
  const [wide, high] = [picture.width / PICTURE_MM[0], picture.height / PICTURE_MM[1]]
  return textsOfAreas(texts, ([left, top, right, bottom]) =>
    pieceOf(picture, [left * wide, top * high, right * wide, bottom * high]),
  )
}
