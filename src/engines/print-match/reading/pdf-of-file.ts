import type { BlockFile } from './block-file.ts'
import { tiffOrder } from './tiff-pages.ts'

/** The file as PDFium opens it: a PDF as it stands, a TIFF as the PDF of its pages. @throws CannotVerify where a TIFF cannot be read */
export async function pdfOfFile(file: BlockFile, name: string): Promise<BlockFile> {
  if (!tiffOrder(file)) return file
  const { tiffAsPdf } = await import('./tiff-as-pdf.ts')
  return tiffAsPdf(file, name)
}
