import type { Readable } from 'node:stream'
import { Refusal } from '../../../base/refusal.ts'
import { createWireCheck, type WireReport } from '../../../engines/mail-parts/index.ts'
import { giveBack, type PendingFile, type Vault } from '../../../kernel/vault/index.ts'
import { defectRefusal } from './defect-refusal.ts'
import { SmtpRefusal } from './smtp-refusal.ts'

/**
 * Takes the text of a mail from the wire into the vault, encrypted and fsynced, looking at every byte on its way. Whatever
 * is wrong with it, it is read to its end, so that the answer comes after the final dot.
 * @throws SmtpRefusal 550, 552, 554 for the mail; 451, 452 for us. Then nothing of it is kept.
 */
export async function receiveData(
  stream: Readable & { sizeExceeded?: boolean },
  { vault, gateTag, limitBytes }: { vault: Vault; gateTag: string; limitBytes: number },
): Promise<{ content: PendingFile; wire: WireReport }> {
  const check = createWireCheck({ gateTag })
  const pieces = stream.iterator({ destroyOnReturn: false })
  const watched = async function* () {
    for await (const piece of pieces) {
      check.update(piece as Uint8Array)
      yield piece as Uint8Array
      // It is encrypted by now, and nobody else has it where it is the whole of its memory.
      giveBack([piece as Buffer])
    }
    wire = check.finish()
    // Before it is written: of what is refused nothing needs to reach the disk.
    const [defect] = wire.defects
    if (defect) throw defectRefusal(defect)
  }
  let wire: WireReport | undefined
  try {
    const content = await vault.receive(watched(), { limitBytes, isOneOfMany: true })
    return { content, wire: wire! }
  } catch (cause) {
    stream.resume()
    throw refusalFor(cause)
  }
}

function refusalFor(cause: unknown): Error {
  if (cause instanceof SmtpRefusal) return cause
  if (cause instanceof Refusal && cause.code === 'file_too_large')
    return new SmtpRefusal(552, '5.3.4 the message is larger than this server takes')
  if (cause instanceof Refusal && cause.code === 'storage_full')
    return new SmtpRefusal(452, '4.3.1 not enough storage now, try again later')
  return new SmtpRefusal(451, '4.3.0 cannot take mail now, try again later')
}
