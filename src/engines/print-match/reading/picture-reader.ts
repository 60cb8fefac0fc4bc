import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { codesOfPhoto } from './codes.ts'
import { greyPicture, pieceOf } from './decode-picture.ts'
import { pageContent, type ReadCode } from './page-content.ts'
import { textsOfAreas } from './paper-text.ts'
import { type PictureFacts, pictureFacts } from './picture-facts.ts'
import type { FileReader } from './readable-file.ts'
import type { Look } from './thread-messages.ts'
import { upright } from './upright.ts'

export const LIMIT_PICTURE_BYTES = 100 * 1024 * 1024

/** One picture (PNG, JPEG) as the only page of its file. @throws CannotVerify */
export function pictureReader(file: BlockFile, name: string): FileReader {
  if (file.byteCount > LIMIT_PICTURE_BYTES) throw new CannotVerify('pdf_too_large', { file: name, limitGigabytes: 0.1 })
  const facts = pictureFacts(file)
  const { widthMm, heightMm } = facts
  return {
    pageCount: 1,
    widthMm,
    heightMm,
    async read(_page, look) {
      const bytes = new Uint8Array(file.byteCount)
      if (!file.copyInto(bytes, 0)) throw new CannotVerify('pdf_damaged', { file: name })
      const formats = look.codesAnywhere ?? look.codes.flatMap((code) => code.formats)
      const found = await codesOfPhoto(bytes, formats)
      // What is no picture has no text either, and is not verified.
      const codes = found.length > 0 ? found : await textsOfPicture(bytes, facts, look).catch(() => [])
      return pageContent({
        widthMm,
        heightMm,
        text: '',
        codes,
        pictures: [{ kind: 'image', box: [0, 0, widthMm, heightMm] }],
      })
    },
    close: () => undefined,
  }
}

/** A picture is one whole page: its dots are spread over its paper. */
async function textsOfPicture(
  bytes: Uint8Array,
  { widthMm, heightMm, orientation }: PictureFacts,
  { texts = [] }: Look,
): Promise<ReadCode[]> {
  if (texts.length === 0) return []
  const picture = upright(greyPicture(bytes), orientation)
  const [wide, high] = [picture.width / widthMm, picture.height / heightMm]
  return textsOfAreas(texts, ([left, top, right, bottom]) =>
    pieceOf(picture, [left * wide, top * high, right * wide, bottom * high]),
  )
}
