import { type MailHouse, type MailRoom } from './mail-house.fixture.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { mailView } from './views/mail-view.ts'
import { approveMail } from './operations/approve-mail.ts'
import { selfCheckMail } from './operations/self-check-mail.ts'

interface Place {
  readonly house: MailHouse
  readonly room: MailRoom
  readonly inOrganisation: <T>(orgId: string, work: (tx: Tx) => Promise<T>) => Promise<T>
}

/** The machine reads a held mail, its author attests, the chief approves: only the cool-down is left. */
export async function passMail({ house, room, inOrganisation }: Place, mailId: string): Promise<void> {
  await room.work.readHeldMail(house.orgId, mailId)
  const inHouse = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(house.orgId, work)
  const asked = async (who: 'author' | 'chief') => {
    const view = await inHouse((tx) => mailView(tx, house.actor(who), mailId))
    const findingIds = view.panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    const check = view.waitingCheck ?? 'approval'
    return { mailId, revisionHash: view.panel!.revisionHash, findingIds, secondsInView: 3, check }
  }
  const checked = await asked('author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), checked))
  const approved = await asked('chief')
  await inHouse((tx) => approveMail(tx, house.actor('chief'), approved))
}
