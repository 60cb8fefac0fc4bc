import { takenTogether } from '../../../base/taken-together.ts'
import { type Database, inOrganisation } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { ArrivedMail } from '../arriving/arrived-mail.ts'
import { type AcceptedMail, acceptMails } from '../operations/accept-mails.ts'

/** Takes one mail into custody; it resolves when its rows are committed. */
export type AcceptOne = (orgId: string, arrived: ArrivedMail) => Promise<AcceptedMail>

interface Equipment {
  readonly database: Database
  readonly vault: Vault
  readonly host: string
  readonly gateTag: string
}

/** Mails that arrive while a transaction of their organisation is under way go into the next one together. */
export function acceptTogether(equipment: Equipment): AcceptOne {
  return takenTogether<ArrivedMail, AcceptedMail>({
    work: (orgId, mails) => inOrganisation(equipment.database, orgId, (tx) => acceptMails(tx, equipment, mails)),
    atMost: 100,
    keyOf: (mail) => mail,
    // What was committed cannot be taken again: its file has its row.
    isAboutOne,
  })
}

/** SQLSTATE classes 22, 23, 54: something about the data. Anything else (no connection, no room) is about us all. */
const isAboutOne = (cause: unknown): boolean => /^(22|23|54)...$/.test((cause as { code?: string }).code ?? '')
