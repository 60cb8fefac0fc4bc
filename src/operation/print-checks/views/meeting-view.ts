import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import type { PrintEquipment } from '../equipment.ts'
import type { Chain } from '../stages/load-chain.ts'
import type { MeetingView } from '../views.ts'

/** The newest record of a チェック会議, and whether it was about the settings as they are now. */
export async function meetingView(
  tx: Tx,
  { vault }: Pick<PrintEquipment, 'vault'>,
  { isMeetingCurrent }: Chain,
  meeting: NonNullable<Chain['meeting']>,
  nameOf: (id: string) => string,
): Promise<z.input<typeof MeetingView>> {
  const said = (await vault.openFacts(tx, meeting.said_id)) as
    | {
        ourPeople: string
        printersPeople: string
        clientsPeople?: string
        points: { point: string; answer: string }[]
        decided: string
      }
    | undefined
  const { sheet_count } = await tx
    .selectFrom('print_run')
    .where('id', '=', meeting.run_id)
    .select('sheet_count')
    .executeTakeFirstOrThrow()
  return {
    meetingId: meeting.id,
    heldOn: meeting.held_on,
    ourPeople: said?.ourPeople ?? '',
    printersPeople: said?.printersPeople ?? '',
    ...(said?.clientsPeople && { clientsPeople: said.clientsPeople }),
    shown: { revisionHash: meeting.revision_hash, sheetCount: sheet_count, differenceCount: meeting.difference_count },
    points: said?.points ?? [],
    decided: said?.decided ?? '',
    isCurrent: isMeetingCurrent,
    recordedBy: nameOf(meeting.person_id),
    recordedAt: meeting.created_at.toISOString(),
  }
}
