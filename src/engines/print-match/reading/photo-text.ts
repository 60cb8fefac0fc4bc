import { photoDetails } from '../../documents/index.ts'
import { greyPicture, pieceOf } from './decode-picture.ts'
import { textOfLine, wordTableOf } from './paper-text.ts'
import {
  leanOf,
  type PhotoLine,
  type PhotoPiece,
  piecesOf,
  type ReadWord,
  sureLetters,
  wordsIn,
} from './photo-lines.ts'
import { paperAlone } from './photo-paper.ts'
import { flattened, reduced, tilted, turned } from './photo-picture.ts'
import { lettersAlone } from './photo-specks.ts'
import type { GreyImage } from './render.ts'

/** An A4 page at 300 dots an inch, with the desk around it. */
const LONGEST_EDGE = 3600
/** Fewer letters read surely, or a smaller part of them: it lies on its side, or on its head. */
const [LETTERS_OF_A_PAGE, SHARE_OF_A_PAGE] = [8, 0.6]
/** Of a camera's orientation (Exif 2.32, 4.6.4), the quarters to turn it by; mirrored ones do not come from cameras. */
const QUARTERS: Readonly<Record<number, number>> = { 3: 2, 6: 1, 8: 3 }
const LEAN_TO_TURN = (0.4 * Math.PI) / 180
const MOST_LOOKED_AT_AGAIN = 80

interface Look {
  readonly image: GreyImage
  readonly lines: readonly (readonly ReadWord[])[]
}

/**
 * The printed text on a photograph of one page (PNG, JPEG), line by line. The shade is taken out, the page is turned
 * upright, and every piece of a line is read twice: with the page, and by itself.
 * @throws whatever the decoder says of bytes that are no picture
 */
export async function linesOnPhoto(bytes: Buffer): Promise<PhotoLine[]> {
  const upright = QUARTERS[photoDetails(bytes).orientation] ?? 0
  const seen = reduced(greyPicture(bytes), LONGEST_EDGE)
  const image = lettersAlone(paperAlone(seen, flattened(seen)))
  let best: Look | undefined
  for (const quarters of [0, 1, 3, 2]) {
    const look = await lookAt(turned(image, upright + quarters))
    const { count, share } = sureLetters(look.lines)
    if (!best || count > sureLetters(best.lines).count) best = look
    if (count >= LETTERS_OF_A_PAGE && share >= SHARE_OF_A_PAGE) break
  }
  best = await straightened(best!)
  const lines: PhotoLine[] = []
  let count = 0
  for (const words of best.lines) {
    const pieces: PhotoPiece[] = []
    for (const piece of piecesOf(words))
      pieces.push(count++ < MOST_LOOKED_AT_AGAIN ? { ...piece, again: await lookedAtAgain(best.image, piece) } : piece)
    lines.push(pieces)
  }
  return lines
}

const lookAt = async (image: GreyImage): Promise<Look> => ({ image, lines: wordsIn(await wordTableOf(image)) })

async function straightened(look: Look): Promise<Look> {
  const lean = leanOf(look.lines)
  if (Math.abs(lean) < LEAN_TO_TURN) return look
  const straight = await lookAt(tilted(look.image, -lean))
  return sureLetters(straight.lines).count >= sureLetters(look.lines).count ? straight : look
}

function lookedAtAgain(image: GreyImage, { box: [left, top, right, bottom] }: PhotoPiece) {
  const margin = (bottom - top) * 0.3
  return textOfLine(pieceOf(image, [left - margin, top - margin, right + margin, bottom + margin]))
}
