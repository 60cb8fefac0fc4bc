import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { approversFor, canonicalPersonId, personById } from '../../kernel/people/index.ts'

/** Who goes on with a job on our side: the same whom its gates ask, and so those who may ask the client anew. */
const ROLES_AT_DESK = ['employee', 'supervisor'] as const

/**
 * 担当の人: our people of the unit in charge of a job and their supervisor, with who stands in for them, and the person in
 * charge where that is one of ours. Each once, under the record that counts; of a job that is not there nobody.
 */
export async function peopleAtDesk(tx: Tx, jobId: string): Promise<readonly string[]> {
  const job = await tx
    .selectFrom('print_job')
    .where('id', '=', jobId)
    .select(['author_id', 'unit_id'])
    .executeTakeFirst()
  if (!job) return []
  const { author_id: authorId, unit_id: unitId } = job
  const at = await instantOf(tx)
  const people = new Set<string>()
  for (const role of ROLES_AT_DESK)
    for (const { personId } of await approversFor(tx, { authorId, role, at, unitId, side: 'entruster' }))
      people.add(personId)
  const author = await personById(tx, (await canonicalPersonId(tx, authorId)) ?? authorId)
  if (author && author.partyId === null) people.add(author.id)
  return [...people]
}
