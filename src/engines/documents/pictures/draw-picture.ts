import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type * as Photon from '@silvia-odwyer/photon-node'

/** A picture of our own making, drawn from one of a stranger's: nothing of its bytes goes on. */
export interface DrawnPicture {
  readonly width: number
  readonly height: number
  readonly jpeg: Uint8Array
}

/** Four bytes a pixel: red, green, blue, how much it covers. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

const LIBRARY = '@silvia-odwyer/photon-node'
/** Readable as a letter photographed or scanned. */
export const MOST_SIDE = 1600
const QUALITY = 80
const [NEAREST, TRIANGLE] = [1, 2]
/** Its memory only grows: after a large picture it begins anew. */
const ENOUGH_BYTES = 96 * 1024 * 1024
/** Whoever loads keeps what was loaded: to let go of the library, its loader goes too. */
let require = createRequire(import.meta.url)

interface Loaded {
  readonly PhotonImage: typeof Photon.PhotonImage
  readonly resize: typeof Photon.resize
  readonly __wasm: { readonly memory: WebAssembly.Memory }
}

/** Uses the decoder, and gives it up where it has failed or has grown large: what failed once is not asked again. */
function withLibrary<T>(use: (library: Loaded) => T): T {
  const library = require(LIBRARY) as Loaded
  let isWell = false
  try {
    const result = use(library)
    const { __wasm: compiled } = library
    isWell = compiled.memory.buffer.byteLength < ENOUGH_BYTES
    return result
  } finally {
    if (!isWell) letGo()
  }
}

function letGo(): void {
  delete require.cache[require.resolve(LIBRARY)]
  require = createRequire(import.meta.url)
  // Waiting for the collector, a few large pictures would be too much for the child.
  collect()
}

function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
}

/**
 * Decodes a picture (the first one, of several), turns it upright and makes it small enough for a page.
 * @param orientation of Exif, 1 to 8
 * @throws whatever the decoder throws: the picture is damaged, or of a kind that it does not know
 */
export const drawPicture = (bytes: Uint8Array, orientation: number): DrawnPicture =>
  withLibrary((library) => {
    let image = library.PhotonImage.new_from_byteslice(bytes)
    const [fullWidth, fullHeight] = [image.get_width(), image.get_height()]
    const scale = Math.min(1, MOST_SIDE / Math.max(fullWidth, fullHeight))
    if (scale < 1) {
      const [width, height] = [Math.max(1, Math.round(fullWidth * scale)), Math.max(1, Math.round(fullHeight * scale))]
      // Drawing a long thin line of pixels smoothly costs memory beyond reason.
      const filter = Math.min(width, height) < 4 ? NEAREST : TRIANGLE
      const small = library.resize(image, width, height, filter)
      image.free()
      image = small
    }
    const [width, height, rgba] = [image.get_width(), image.get_height(), image.get_raw_pixels()]
    image.free()
    return encoded(library, upright({ width, height, rgba }, orientation))
  })

/** Encodes what was drawn by another library. */
export const encodePixels = (pixels: Pixels): DrawnPicture => withLibrary((library) => encoded(library, pixels))

function encoded(library: Loaded, { width, height, rgba }: Pixels): DrawnPicture {
  const image = new library.PhotonImage(onWhite(rgba), width, height)
  try {
    return { width, height, jpeg: image.get_bytes_jpeg(QUALITY) }
  } finally {
    image.free()
  }
}

/** As on paper: what is not covered is white. */
function onWhite(rgba: Uint8Array): Uint8Array {
  const flat = new Uint8Array(rgba.length)
  for (let at = 0; at < rgba.length; at += 4) {
    const cover = rgba[at + 3]! / 255
    for (let colour = 0; colour < 3; colour++) flat[at + colour] = 255 - (255 - rgba[at + colour]!) * cover
    flat[at + 3] = 255
  }
  return flat
}

/** Exif 2.32, 4.6.4, table of Orientation. */
function upright({ width, height, rgba }: Pixels, orientation: number): Pixels {
  if (orientation === 1) return { width, height, rgba }
  const isAcross = orientation >= 5
  const turned = { width: isAcross ? height : width, height: isAcross ? width : height }
  const isMirroredX = [2, 3, 7, 8].includes(orientation)
  const isMirroredY = [3, 4, 6, 7].includes(orientation)
  const target = new Uint32Array(width * height)
  const source = new Uint32Array(rgba.slice().buffer)
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [acrossX, acrossY] = isAcross ? [y, x] : [x, y]
      const fromX = isMirroredX ? width - 1 - acrossX : acrossX
      const fromY = isMirroredY ? height - 1 - acrossY : acrossY
      target[y * turned.width + x] = source[fromY * width + fromX]!
    }
  }
  return { ...turned, rgba: new Uint8Array(target.buffer) }
}
