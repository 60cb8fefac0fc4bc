import pg from 'pg'
import { copyIn } from '../../kernel/db/copy-rows.ts'
import { type Database, inOrganisation, type Tx } from '../../kernel/db/database.ts'
import { type ErasureListEnd, readErasureList } from '../../kernel/vault/index.ts'
import { eraseMailsAgain, MAIL_ERASURES } from '../../operation/outbound-mail/index.ts'
import { clearPrintsAgain, PRINT_ERASURE } from '../../operation/print-checks/index.ts'
import { BackupDamage } from './manifest.ts'

/** What erases again what a module has cleared in its own tables. A new module that clears columns adds its kinds here. */
const ERASERS: Readonly<Record<string, (tx: Tx, kind: string, ids: readonly string[]) => Promise<void>>> = {
  ...Object.fromEntries(MAIL_ERASURES.map((kind) => [kind, eraseMailsAgain])),
  [PRINT_ERASURE]: clearPrintsAgain,
}

const BATCH = 500

/**
 * Erases in a restored database what was erased since its backup was taken: a restore must not bring back what somebody
 * had a right to see gone. The list is verified from its beginning, and must contain what the backup has seen of it.
 * @returns how many were erased again
 * @throws ErasureListDamage; BackupDamage `erasures_damaged` for a kind that this program does not know
 */
export async function reapplyErasures(
  ownerUrl: string,
  database: Database,
  list: string,
  known: ErasureListEnd,
): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('create temp table given (org_id uuid, kind text, subject_id uuid, erased_at timestamptz)')
    await copyIn(client, 'copy given from stdin', linesOf(list, known))
    // Of an organisation that is younger than the backup nothing can come back.
    await client.query(`delete from given g where not exists (select from organisation o where o.org_id = g.org_id)
      or exists (select from erasure e where e.org_id = g.org_id and e.kind = g.kind and e.subject_id = g.subject_id)`)
    const { rows: kinds } = await client.query<{ kind: string; count: number }>(
      'select kind, count(distinct (org_id, subject_id)) as count from given group by kind',
    )
    const unknown = kinds.find(({ kind }) => kind !== 'file' && kind !== 'facts' && !ERASERS[kind])
    if (unknown)
      throw new BackupDamage(
        'erasures_damaged',
        `the list has erasures of kind ${unknown.kind}, which nobody here makes`,
      )
    // The trigger notes these; the rows of the file say when.
    await client.query(`delete from file_key k using given g
      where g.kind in ('file', 'facts') and g.org_id = k.org_id and g.subject_id = k.id`)
    await client.query(`insert into file_erasure (org_id, file_id, erased_at)
      select distinct on (g.org_id, g.subject_id) g.org_id, g.subject_id, g.erased_at from given g
      join vault_file f on f.org_id = g.org_id and f.id = g.subject_id where g.kind = 'file' on conflict do nothing`)
    for (const { kind } of kinds) {
      const eraser = ERASERS[kind]
      if (!eraser) continue
      const { rows } = await client.query<{ org: string; ids: string[] }>(
        'select org_id as org, array_agg(distinct subject_id)::text[] as ids from given where kind = $1 group by org_id',
        [kind],
      )
      for (const { org, ids } of rows) {
        for (let from = 0; from < ids.length; from += BATCH) {
          await inOrganisation(database, org, (tx) => eraser(tx, kind, ids.slice(from, from + BATCH)))
        }
      }
    }
    // Each stands in the list already.
    await client.query(`insert into erasure (org_id, kind, subject_id, erased_at, listed_at)
      select distinct on (org_id, kind, subject_id) org_id, kind, subject_id, erased_at, clock_now() from given
      on conflict (org_id, kind, subject_id) do update set erased_at = excluded.erased_at, listed_at = excluded.listed_at`)
    return kinds.reduce((sum, { count }) => sum + count, 0)
  } finally {
    await client.end()
  }
}

async function* linesOf(list: string, known: ErasureListEnd): AsyncGenerator<Buffer> {
  let text = ''
  for await (const { orgId, kind, subjectId, erasedAt } of readErasureList(list, known)) {
    text += `${orgId}\t${kind}\t${subjectId}\t${erasedAt}\n`
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}
