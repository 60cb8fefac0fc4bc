import { PhotonImage } from '@silvia-odwyer/photon-node'
import type { GreyImage } from './render.ts'

/** A PNG or JPEG as levels of grey. @throws whatever the decoder says of bytes that are none */
export function greyPicture(bytes: Uint8Array): GreyImage {
  const picture = PhotonImage.new_from_byteslice(bytes)
  try {
    const [width, height, pixels] = [picture.get_width(), picture.get_height(), picture.get_raw_pixels()]
    const grey = new Uint8Array(width * height)
    for (let at = 0; at < grey.length; at++)
      grey[at] = (pixels[at * 4]! * 77 + pixels[at * 4 + 1]! * 150 + pixels[at * 4 + 2]! * 29) >> 8
    return { width, height, grey }
  } finally {
    picture.free()
  }
}

/** The part inside a box, in dots; beyond the edge it is white. */
export function pieceOf(
  image: GreyImage,
  [left, top, right, bottom]: readonly [number, number, number, number],
): GreyImage {
  const [x0, y0] = [Math.round(left), Math.round(top)]
  const [width, height] = [Math.max(1, Math.round(right) - x0), Math.max(1, Math.round(bottom) - y0)]
  const grey = new Uint8Array(width * height).fill(255)
  for (let y = Math.max(0, y0); y < Math.min(image.height, y0 + height); y++) {
    const from = Math.max(0, x0)
    const until = Math.min(image.width, x0 + width)
    if (from < until)
      grey.set(image.grey.subarray(y * image.width + from, y * image.width + until), (y - y0) * width + from - x0)
  }
  return { width, height, grey }
}
