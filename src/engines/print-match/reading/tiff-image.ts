import type { BlockFile } from './block-file.ts'
import { viewOf } from './tiff-fields.ts'
import type { TiffCoding, TiffPage } from './tiff-page.ts'

const FILTERS: Readonly<Record<TiffCoding, string | undefined>> = {
  plain: undefined,
  fax_rows: 'CCITTFaxDecode',
  fax_3: 'CCITTFaxDecode',
  fax_3_twofold: 'CCITTFaxDecode',
  fax_4: 'CCITTFaxDecode',
  lzw: 'LZWDecode',
  jpeg: 'DCTDecode',
  deflate: 'FlateDecode',
  runs: 'RunLengthDecode',
}

/** The dictionaries of a PDF's images whose streams are strips of a TIFF as they stand (ISO 32000-1, 7.4 and 8.9.5). */
export function imageDictionaries(file: BlockFile, page: TiffPage): (rows: number, length: number) => string {
  const filter = FILTERS[page.coding]
  const colours = colourSpaceOf(file, page) + (page.colours === 'white_is_zero' ? ' /Decode [1 0]' : '')
  return (rows, length) => {
    const parameters = parametersOf(page, rows)
    return [
      `<< /Type /XObject /Subtype /Image /Width ${page.width} /Height ${rows} /BitsPerComponent ${page.bits}`,
      `/ColorSpace ${colours}`,
      ...(filter ? [`/Filter /${filter}`] : []),
      ...(parameters ? [`/DecodeParms << ${parameters} >>`] : []),
      `/Length ${length} >>`,
    ].join(' ')
  }
}

const colourCount = ({ colours }: TiffPage) => (colours === 'rgb' || colours === 'ycbcr' ? 3 : 1)

function parametersOf(page: TiffPage, rows: number): string | undefined {
  const { width, bits, coding } = page
  // A black run is 1 in a TIFF; what 1 looks like is said once, for all codings.
  if (FILTERS[coding] === 'CCITTFaxDecode')
    return `/K ${faxOf(coding)} /Columns ${width} /Rows ${rows} /BlackIs1 true /EncodedByteAlign ${coding === 'fax_rows'}`
  if (coding === 'jpeg' && colourCount(page) === 3) return `/ColorTransform ${page.colours === 'ycbcr' ? 1 : 0}`
  if (!page.isDifferences) return undefined
  return `/Predictor 2 /Colors ${colourCount(page)} /BitsPerComponent ${bits} /Columns ${width}`
}

const faxOf = (coding: TiffCoding) => (coding === 'fax_4' ? -1 : coding === 'fax_3_twofold' ? 1 : 0)

function colourSpaceOf(file: BlockFile, page: TiffPage): string {
  if (page.colours !== 'palette') return colourCount(page) === 3 ? '/DeviceRGB' : '/DeviceGray'
  return `[/Indexed /DeviceRGB ${2 ** page.bits - 1} <${paletteOf(file, page).toString('hex')}>]`
}

/** All reds, all greens, all blues, in 16 bits, or in 8 where a program did not know better. */
function paletteOf(file: BlockFile, { palette, bits, isLittle }: TiffPage): Buffer {
  const count = 2 ** bits
  const view = palette && viewOf(file, palette)
  const levels = Array.from({ length: count * 3 }, (_, index) => view?.getUint16(index * 2, isLittle) ?? 0)
  const shift = levels.some((level) => level > 255) ? 8 : 0
  return Buffer.from(levels.map((_, index) => levels[(index % 3) * count + Math.floor(index / 3)]! >> shift))
}
