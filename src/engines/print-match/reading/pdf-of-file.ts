import type { BlockFile } from './block-file.ts'
import { tiffOrder } from './tiff-pages.ts'

/** The file as PDFium opens it: a PDF as it stands, a TIFF as the PDF of its pages. @throws CannotVerify where a TIFF cannot be read */
export async function pdfOfFile(file: BlockFile, name: string): Promise<BlockFile> {
  if (!tiffOrder(file)) return file
  const { tiffAsPdf } = await import('./tiff-as-pdf.ts')
  return tiffAsPdf(file, name)
}

/** A PNG or a JPEG, by its first bytes. */
export function isPicture(file: BlockFile): boolean {
  const magic = new Uint8Array(4)
  if (!file.copyInto(magic, 0)) return false
  return (magic[0] === 0xff && magic[1] === 0xd8) || (magic[0] === 0x89 && magic[1] === 0x50)
}
