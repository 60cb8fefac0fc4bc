import type { RowDigests } from '../../../engines/pii/index.ts'
import type { AttachmentPreview, AttachmentScan } from './contract.ts'

/** Where attachments are opened: in a sandbox, with a detector and (where one is set) a virus scanner. `app` supplies it. */
export interface DocumentDesk {
  /**
   * Never throws over what the bytes are: what nobody could open is told in the scan.
   * @param passwords that the author has given; each is tried on whatever is encrypted
   */
  scan(content: Uint8Array, name: string, passwords?: readonly string[]): Promise<ScannedAttachment>
  /** @param picturesFrom the first picture to draw; text and tables come with the first ones alone */
  preview(
    content: Uint8Array,
    name: string,
    passwords?: readonly string[],
    picturesFrom?: number,
  ): Promise<Omit<AttachmentPreview, 'name'>>
}

/** `rows`: who stands in it. They are passed on and never kept as they are. */
export type ScannedAttachment = AttachmentScan & { readonly rows?: RowDigests }
