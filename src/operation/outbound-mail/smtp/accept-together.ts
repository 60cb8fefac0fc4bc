import { Refusal } from '../../../base/refusal.ts'
import { type Database, inOrganisation } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { ArrivedMail } from '../arrived-mail.ts'
import { type AcceptedMail, acceptMails } from '../operations/accept-mails.ts'

/** Takes one mail into custody; it resolves when its rows are committed. */
export type AcceptOne = (orgId: string, arrived: ArrivedMail) => Promise<AcceptedMail>

interface Equipment {
  readonly database: Database
  readonly vault: Vault
  readonly host: string
  readonly gateTag: string
}

interface Waiting {
  readonly arrived: ArrivedMail
  readonly resolve: (accepted: AcceptedMail) => void
  readonly reject: (cause: unknown) => void
}

const AT_MOST = 100

/**
 * Group commit: while one transaction of an organisation is under way, the mails that arrive wait, and all of them go into
 * the next one. A single mail never waits for others to come.
 */
export function acceptTogether(equipment: Equipment): AcceptOne {
  const lanes = new Map<string, Waiting[]>()
  const run = async (orgId: string, lane: Waiting[]) => {
    while (lane.length > 0) await commit(equipment, orgId, lane.splice(0, AT_MOST))
    lanes.delete(orgId)
  }
  return (orgId, arrived) =>
    new Promise((resolve, reject) => {
      const underWay = lanes.get(orgId)
      const lane = underWay ?? []
      lane.push({ arrived, resolve, reject })
      lanes.set(orgId, lane)
      if (!underWay) void run(orgId, lane)
    })
}

async function commit(equipment: Equipment, orgId: string, mails: readonly Waiting[]): Promise<void> {
  const outcome = await take(equipment, orgId, mails).catch((cause: unknown) => ({ cause }))
  if ('cause' in outcome) {
    // One that the database refuses must not take its neighbours with it. What was committed cannot be taken again: its
    // file has its row.
    if (mails.length > 1 && isAboutOne(outcome.cause)) for (const mail of mails) await commit(equipment, orgId, [mail])
    else for (const { reject } of mails) reject(outcome.cause)
    return
  }
  for (const [at, { resolve, reject }] of mails.entries()) {
    const answer = outcome[at]!
    if (answer instanceof Refusal) reject(answer)
    else resolve(answer)
  }
}

const take = (equipment: Equipment, orgId: string, mails: readonly Waiting[]) =>
  inOrganisation(equipment.database, orgId, (tx) =>
    acceptMails(
      tx,
      equipment,
      mails.map(({ arrived }) => arrived),
    ),
  )

/** SQLSTATE classes 22, 23, 54: something about the data. Anything else (no connection, no room) is about us all. */
const isAboutOne = (cause: unknown): boolean => /^(22|23|54)...$/.test((cause as { code?: string }).code ?? '')
