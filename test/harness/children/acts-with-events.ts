/** A process that writes acts with their events until it is killed: `node … <database url> <organisation>`. */
import { z } from 'zod'
import { newId } from '../../../src/base/ids.ts'
import { inOrganisation, openDatabase } from '../../../src/kernel/db/database.ts'
import { defineEvents, recordEvent } from '../../../src/kernel/ledger/index.ts'

const [url, orgId] = process.argv.slice(2) as [string, string]
const kinds = defineEvents('trial', { done: { n: z.int() } })
const database = openDatabase(url)
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (let n = 0; ; n++) {
      const id = newId()
      await inOrganisation(database, orgId, async (tx) => {
        await tx.insertInto('unit').values({ id, name: '試験課', kind: 'workplace' }).execute()
        await recordEvent(tx, kinds.done, {
          actor: { kind: 'system', orgId, part: 'trial' },
          subject: { kind: 'unit', id },
          facts: { n },
        })
      })
      process.stdout.write('.')
    }
  }),
)
