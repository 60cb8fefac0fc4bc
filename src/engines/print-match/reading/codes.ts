import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { CodeFormat } from '../specification.ts'
import type { ReadCode } from './page-content.ts'
import type { GreyImage } from './render.ts'

let isReady = false

/** The library fetches its program from the network unless it is given it. */
function prepare(): void {
  if (isReady) return
  const file = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
  prepareZXingModule({ overrides: { wasmBinary } })
  isReady = true
}

/** Codes on a drawn piece of a page. */
export async function codesOf(image: GreyImage, formats: readonly CodeFormat[], area: number): Promise<ReadCode[]> {
  prepare()
  const data = new Uint8ClampedArray(image.width * image.height * 4)
  for (let i = 0; i < image.grey.length; i++) {
    data[i * 4] = data[i * 4 + 1] = data[i * 4 + 2] = image.grey[i]!
    data[i * 4 + 3] = 255
  }
  const pixels = { data, width: image.width, height: image.height, colorSpace: 'srgb' } as ImageData
  const found = await readBarcodes(pixels, { formats: [...formats], tryHarder: true, tryDownscale: false })
  return found.filter((code) => code.isValid).map(({ format, text }) => ({ format, text, area }))
}

/**
 * Codes on a photograph or a scan (PNG or JPEG): what an opener of a sample holds up to the camera.
 * @returns nothing where no code is legible: that is never "right"
 */
export async function codesOfPhoto(bytes: Uint8Array, formats: readonly CodeFormat[] = []): Promise<ReadCode[]> {
  prepare()
  const found = await readBarcodes(bytes, { formats: [...formats], tryHarder: true })
  return found.filter((code) => code.isValid).map(({ format, text }) => ({ format, text, area: -1 }))
}
