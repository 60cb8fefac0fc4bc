import { type Database, inOrganisation } from '../../kernel/db/database.ts'
import { type MailEquipment, setMailWork } from './equipment.ts'
import { alarmQueue } from './operations/alarm-queue.ts'
import { deliveries } from './operations/deliver-mail.ts'
import { expireMails } from './operations/expire-mails.ts'
import { nudgeMails } from './operations/nudge-mails.ts'
import { purgeMails } from './operations/purge-mails.ts'
import { readHeldMail } from './operations/read-held-mail.ts'
import { releases } from './operations/release-mail.ts'

/** Gives the jobs of a process what they work with. Call it before the worker starts. */
export function equipOutboundMail(database: Database, equipment: MailEquipment): void {
  setMailWork(database, {
    readHeldMail: (orgId, mailId) => readHeldMail(database, orgId, mailId, equipment),
    releaseMail: releases(database, equipment),
    deliverMail: deliveries(database, equipment),
    expireMails: (orgId) => expireMails(database, orgId, equipment),
    purgeMails: (orgId) => purgeMails(database, orgId, equipment),
    alarmQueue: (orgId) =>
      inOrganisation(database, orgId, (tx) => alarmQueue(tx, { isRelaySet: equipment.relay !== undefined })),
    nudgeMails: (orgId) => nudgeMails(database, orgId),
  })
}
