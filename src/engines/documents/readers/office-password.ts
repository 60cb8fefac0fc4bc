import officeCrypto from 'officecrypto-tool'
import { UnreadableFile } from '../unreadable-file.ts'

/** Excel opens what was encrypted with it without asking: "protected", not secret. */
const EXCEL_DEFAULT = 'VelvetSweatshop'

/**
 * Opens an encrypted Office file, old or new.
 * @throws UnreadableFile `encrypted`
 */
export async function openedOffice(bytes: Buffer, passwords: readonly string[]): Promise<Buffer> {
  for (const password of [...passwords, EXCEL_DEFAULT]) {
    try {
      return await officeCrypto.decrypt(bytes, { password })
    } catch {
      // not this one
    }
  }
  throw new UnreadableFile('encrypted')
}
