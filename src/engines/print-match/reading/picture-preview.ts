import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { pictureFacts } from './picture-facts.ts'
import { LIMIT_PICTURE_BYTES } from './picture-reader.ts'
import { greyPicture } from './decode-picture.ts'
import type { PreviewAnswer, PreviewQuestion } from './preview-messages.ts'
import type { GreyImage } from './render.ts'
import { pngOf } from './png.ts'
import { upright } from './upright.ts'

/** A picture (PNG, JPEG) looked at: the only page of its file, without words. @throws CannotVerify */
export function picturePreview(file: BlockFile, question: PreviewQuestion): PreviewAnswer | Uint8Array {
  const { name } = question
  if (question.ask === 'open') return { tell: 'opened', pageCount: 1 }
  if (question.page !== 0) throw new CannotVerify('page_damaged', { file: name, page: question.page + 1 })
  const { widthMm, heightMm, orientation } = pictureFacts(file)
  if (question.ask === 'words') return { tell: 'words', widthMm, heightMm, words: [] }
  if (file.byteCount > LIMIT_PICTURE_BYTES) throw new CannotVerify('pdf_too_large', { file: name, limitGigabytes: 0.1 })
  const bytes = new Uint8Array(file.byteCount)
  if (!file.copyInto(bytes, 0)) throw new CannotVerify('page_damaged', { file: name, page: 1 })
  return pngOf(smaller(upright(pictureOr(bytes, name), orientation), (widthMm / 25.4) * question.dpi))
}

function pictureOr(bytes: Uint8Array, name: string): GreyImage {
  try {
    return greyPicture(bytes)
  } catch (cause) {
    throw new CannotVerify('page_damaged', { file: name, page: 1 }, cause)
  }
}

/** No wider than so many dots, each the mean of those that it stands for. */
function smaller(picture: GreyImage, width: number): GreyImage {
  const by = Math.max(1, Math.floor(picture.width / width))
  if (by === 1) return picture
  const [wide, high] = [Math.floor(picture.width / by), Math.floor(picture.height / by)]
  const grey = new Uint8Array(wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      let sum = 0
      for (let row = 0; row < by; row++)
        for (let column = 0; column < by; column++)
          sum += picture.grey[(y * by + row) * picture.width + x * by + column]!
      grey[y * wide + x] = sum / (by * by)
    }
  return { width: wide, height: high, grey }
}
