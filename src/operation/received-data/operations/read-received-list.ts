import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import {
  type DatasetRow,
  type Fingerprint,
  lockDataset,
  printsOf,
  receiveSegment,
  recordLineage,
  updateDataset,
  type Vault,
} from '../../../kernel/vault/index.ts'
import { receivedListEvents } from '../events.ts'
import type { ReceivedDataEquipment } from '../equipment.ts'
import type { ReadList } from '../list-desk.ts'

/**
 * Makes the fingerprints of a received list, keeps them and its lineage, and erases the file. A list in which nobody can be
 * told from a namesake, or that could not be opened, has none, and says why.
 */
export async function readReceivedList(
  database: Database,
  orgId: string,
  { listId, ending }: { readonly listId: string; readonly ending: string },
  { vault, lists }: ReceivedDataEquipment,
): Promise<void> {
  const content = await inOrganisation(database, orgId, async (tx) => {
    const list = await lockDataset(tx, listId)
    return list.state === 'reading' ? vault.openContent(tx, list.source_id) : undefined
  })
  if (!content) return
  const read = await lists.read(content, `list${ending}`)
  const prints = read.rows && (await inOrganisation(database, orgId, (tx) => printsOf(tx, vault, read.rows!)))
  const segment = prints && prints.prints.length > 0 ? await receiveSegment(vault, prints.prints) : undefined
  const isKept = await inOrganisation(database, orgId, async (tx) => {
    const list = await lockDataset(tx, listId)
    if (list.state !== 'reading') return false
    if (segment) await vault.adopt(tx, segment.pending, { kind: 'print-segment' })
    await keepLineage(tx, list, read)
    await endReading(tx, vault, list, {
      state: segment ? 'registered' : 'unread',
      segment_id: segment?.pending.id ?? null,
      person_count: prints?.personCount ?? 0,
      print_count: segment?.printCount ?? 0,
      unread_reason: read.unreadReason ?? (segment ? null : 'no_persons'),
      fileCount: read.files.length,
    })
    return true
  })
  if (segment && !isKept) await vault.discard(segment.pending)
}

/** After the last attempt: the list says that it could not be read, and its file is erased. */
export async function giveListUp(
  database: Database,
  orgId: string,
  listId: string,
  { vault }: { readonly vault: Vault },
): Promise<void> {
  await inOrganisation(database, orgId, async (tx) => {
    const list = await lockDataset(tx, listId)
    if (list.state !== 'reading') return
    const nobody = { segment_id: null, person_count: 0, print_count: 0, fileCount: 0 }
    await endReading(tx, vault, list, { ...nobody, state: 'unread', unread_reason: 'crashed' })
  })
}

/** Whoever sends the very file, or one that came in it, is known without opening it. */
async function keepLineage(tx: Tx, list: DatasetRow, { files }: ReadList): Promise<void> {
  const fingerprints = files.map((file, at): Fingerprint => ({ kind: at === 0 ? 'file' : 'member', ...file }))
  const whose = { partyId: list.party_id, engagementId: list.engagement_id }
  await recordLineage(tx, list.source_id, fingerprints, whose)
}

type EndOfReading = Pick<DatasetRow, 'state' | 'segment_id' | 'person_count' | 'print_count' | 'unread_reason'>

async function endReading(
  tx: Tx,
  vault: Vault,
  list: DatasetRow,
  { fileCount, ...set }: EndOfReading & { readonly fileCount: number },
): Promise<void> {
  await updateDataset(tx, list, set)
  await vault.erase(tx, list.source_id)
  await recordEvent(tx, receivedListEvents.read, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'received-data.read-list' },
    subject: { kind: 'received_list', id: list.id },
    facts: {
      state: set.state,
      personCount: set.person_count,
      printCount: set.print_count,
      fileCount,
      unreadReason: set.unread_reason,
    },
  })
  await announce(tx, 'received-data')
}
