import type { Tx } from '../../../kernel/db/database.ts'
import type { MailHouse, MailRoom } from '../mail-house.fixture.ts'
import { submit } from '../mail-house.fixture.ts'
import { mailView } from '../views/mail-view.ts'
import { approveMail } from '../operations/approve-mail.ts'
import { nameEngagement } from '../operations/name-engagement.ts'
import { selfCheckMail } from '../operations/self-check-mail.ts'
import { plainMail, type PlainMail } from '../plain-mail.fixture.ts'
import { saveSendingRules, type SaveSendingRules } from './operations/save-sending-rules.ts'
import { newestVersion } from './read-rules.ts'

interface Db {
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
}

/** What people do with a mail in these tests. */
export function handsOn(db: Db, { house, room, port }: { house: MailHouse; room: MailRoom; port: number }) {
  const inHouse = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(house.orgId, work)
  const view = (who: keyof MailHouse['people'], mailId: string) =>
    inHouse((tx) => mailView(tx, house.actor(who), mailId))
  const asked = async (who: keyof MailHouse['people'], mailId: string) => {
    const { panel, waitingCheck } = await view(who, mailId)
    const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    const check = waitingCheck ?? 'approval'
    return { mailId, revisionHash: panel!.revisionHash, findingIds, secondsInView: 3, check }
  }
  return {
    inHouse,
    view,
    /** Hands a mail over; nothing has looked at it yet. */
    handOver: (mail: PlainMail) =>
      submit(port, {
        from: house.addresses.author,
        to: [...mail.to, ...(mail.cc ?? [])],
        raw: plainMail(house.addresses.author, mail),
      }),
    /** Hands a mail over and lets the machine look. */
    async hold(mail: PlainMail) {
      const mailId = await this.handOver(mail)
      await room.work.readHeldMail(house.orgId, mailId)
      return mailId
    },
    async asGeneralBusiness(mailId: string) {
      const { revisionHash } = await asked('author', mailId)
      await inHouse((tx) => nameEngagement(tx, house.actor('author'), { mailId, revisionHash, purpose: '打合せ' }))
    },
    async selfCheck(mailId: string, reason?: string) {
      const input = { ...(await asked('author', mailId)), reason }
      await inHouse((tx) => selfCheckMail(tx, house.actor('author'), input))
    },
    async approve(mailId: string, who: keyof MailHouse['people'] = 'chief') {
      const input = await asked(who, mailId)
      await inHouse((tx) => approveMail(tx, house.actor(who), input))
    },
    rulesOf: async (mailId: string) => {
      const { panel } = await view('author', mailId)
      return panel!.stations.flatMap(({ findings }) => findings.map(({ rule }) => rule))
    },
    save: (rules: Omit<SaveSendingRules, 'version'>) =>
      inHouse(async (tx) =>
        saveSendingRules(tx, house.actor('office'), {
          ...rules,
          version: await newestVersion(tx, rules.scope, rules.key),
        }),
      ),
  }
}
