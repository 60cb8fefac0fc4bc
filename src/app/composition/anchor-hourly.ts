import { z } from 'zod'
import { newId } from '../../base/ids.ts'
import { inOrganisation, instantOf, type Tx } from '../../kernel/db/database.ts'
import { type AnyJob, defineInstallationJob, defineJob, type Schedule } from '../../kernel/jobs/index.ts'
import { anchorLedger, inInstance } from '../../kernel/ledger/index.ts'
import type { SendMail } from '../../kernel/notices/index.ts'
import { peopleWithRole } from '../../kernel/people/index.ts'
import { anchorFolder, type Parts } from './open-parts.ts'

const EVERY_HOUR = { cron: '7 * * * *' }

/**
 * Writes every ledger's size and root outside the database, and mails the line to the organisation's audit officer: with
 * those mails an auditor finds a rewritten ledger whatever was done on this machine.
 */
export function anchorJobs(parts: Parts, relay: SendMail | undefined): { jobs: AnyJob[]; schedules: Schedule[] } {
  const target = { folder: anchorFolder(parts.settings.dataFolder) }
  const anchorOrganisation = defineJob({
    name: 'ledger.anchor',
    input: z.null(),
    async run({ database, orgId, log }) {
      const anchor = await inOrganisation(database, orgId, (tx) => anchorLedger(tx, target))
      if (!anchor) return
      const mails = await inOrganisation(database, orgId, (tx) => mailsToAuditOfficers(tx, anchor.line, parts.host))
      if (mails.length === 0) return
      if (!relay) return log.warn({ orgId }, 'no relay: the anchor stands in its file and was not mailed')
      for (const mail of mails) await relay(mail)
    },
  })
  const anchorInstance = defineInstallationJob({
    name: 'ledger.anchor-instance',
    async run({ database }) {
      await inInstance(database, (tx) => anchorLedger(tx, target))
    },
  })
  return {
    jobs: [anchorOrganisation, anchorInstance],
    schedules: [
      { job: anchorOrganisation, input: null, when: EVERY_HOUR },
      { job: anchorInstance, when: EVERY_HOUR },
    ],
  }
}

async function mailsToAuditOfficers(tx: Tx, line: string, host: string) {
  const { is_demo } = await tx.selectFrom('organisation').select('is_demo').executeTakeFirstOrThrow()
  if (is_demo) return []
  const date = await instantOf(tx)
  const officers = (await peopleWithRole(tx, 'audit_officer', date)).filter(({ partyId }) => partyId === null)
  if (officers.length === 0) return []
  const addresses = await tx
    .selectFrom('person_address')
    .where(
      'person_id',
      'in',
      officers.map(({ personId }) => personId),
    )
    .where('is_primary', '=', true)
    .select('address')
    .execute()
  return addresses.map(({ address }) => ({
    to: address,
    from: `sekisho@${host}`,
    subject: '[関所] 証跡台帳の係留 / ledger anchor',
    text: `このメールは削除せずに保管してください。証跡台帳が後から書き換えられていないことを、この行で確かめられます。\nPlease keep this mail: with the line below, "sekisho ledger verify" shows that the ledger was not rewritten later.\n\n${line}\n`,
    messageId: `<${newId()}@${host}>`,
    date,
  }))
}
