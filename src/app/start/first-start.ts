import { inInstance, instanceEvents, recordInstanceEvent } from '../../kernel/ledger/index.ts'
import { openParts } from '../composition/open-parts.ts'
import { receivedDataEquipment } from '../composition/received-data-equipment.ts'
import { askForCaseB } from '../demo/case-b-job.ts'
import { createDemoAccounts } from '../demo/demo-accounts.ts'
import { loadDemo } from '../demo/load-demo.ts'
import { demoOrganisationId, hasRealOrganisation } from '../organisations/found-organisation.ts'
import type { Settings } from '../settings.ts'

export interface FirstStart {
  readonly settings: Settings
  readonly databaseUrl: string
  /** Those that this start applied. */
  readonly migrations: readonly string[]
  readonly version: string
  readonly say: (line: string) => void
}

/**
 * On a new database, loads the demonstration and says how to sign in to it; until a real organisation exists, says the
 * code that founds one. Nothing here has a default password.
 */
export async function firstStart({ settings, databaseUrl, migrations, version, say }: FirstStart): Promise<void> {
  const parts = await openParts({ settings, databaseUrl })
  const { database } = parts
  try {
    await inInstance(database, async (tx) => {
      for (const migration of migrations) {
        await recordInstanceEvent(tx, instanceEvents.migrated, { part: 'start', facts: { migration } })
      }
      await recordInstanceEvent(tx, instanceEvents.started, { part: 'start', facts: { version } })
    })
    const isFounded = await hasRealOrganisation(database)
    if (!isFounded && (await demoOrganisationId(database)) === undefined && !(await wasEverLoaded(parts))) {
      const demo = await loadDemo(database, receivedDataEquipment(parts))
      const { password, accounts } = await createDemoAccounts(database, demo)
      await askForCaseB(database, demo.orgId)
      say('デモの利用者 / people of the demonstration:')
      for (const { name, email, what } of accounts) say(`  ${email.padEnd(32)} ${name}  ${what}`)
      say(`  パスワード(全員共通、今だけ表示) / password for all of them, shown this once: ${password}`)
    }
    if (!isFounded) say(`設定コード(「自社の組織をつくる」で使用) / setup code: ${parts.secrets.setupCode}`)
  } finally {
    await database.close()
  }
}

/** A demonstration that was taken away does not come back by itself. */
async function wasEverLoaded({ database }: Awaited<ReturnType<typeof openParts>>): Promise<boolean> {
  const { rows } = await database.pool.query<{ has: boolean }>(
    'select exists (select 1 from organisation_ids()) as has',
  )
  return rows[0]!.has
}
