import type { PendingFile } from '../../../kernel/vault/index.ts'
import type { MailEntry } from '../mail-states.ts'

/** A mail that lies whole and encrypted on the disk, and that no row names yet. */
export interface ArrivedMail {
  readonly entry: Exclude<MailEntry, 'own'>
  /** Submission: who signed in. */
  readonly authenticatedPersonId?: string | undefined
  readonly client: { readonly helo: string; readonly address: string; readonly protocol: string }
  readonly sender: string
  readonly recipients: readonly ArrivedRecipient[]
  readonly needsSmtpUtf8: boolean
  readonly dsnRet?: 'FULL' | 'HDRS' | undefined
  readonly dsnEnvid?: string | undefined
  readonly header: Uint8Array
  readonly has8bit: boolean
  /** Without its line end. */
  readonly longestLineBytes: number
  readonly content: PendingFile
}

export interface ArrivedRecipient {
  readonly address: string
  readonly dsnNotify: readonly string[]
  readonly dsnOrcpt?: string | undefined
}
