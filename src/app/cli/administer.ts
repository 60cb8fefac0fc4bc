import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { openParts } from '../composition/open-parts.ts'
import { removeDemo } from '../demo/remove-demo.ts'
import { foundOrganisation } from '../organisations/found-organisation.ts'
import { readSettings } from '../settings.ts'
import { withDatabase } from './with-database.ts'

const out = (line: string) => void process.stdout.write(`${line}\n`)

/** `sekisho demo remove` @returns 0 removed, 2 there is none */
export async function demoRemove(): Promise<number> {
  return withParts(async (parts) => {
    const isRemoved = await removeDemo(parts)
    out(
      isRemoved
        ? 'The demonstration is taken away. / デモンストレーションを取り除きました。'
        : 'There is no demonstration. / デモンストレーションはありません。',
    )
    return isRemoved ? 0 : 2
  })
}

const NewOrganisation = z.object({ name: z.string().min(1), administrator: z.string().min(1), email: z.email() })

/** `sekisho organisation found --name N --administrator N --email A`: a further organisation of a group of companies. */
export async function organisationFound(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      administrator: { type: 'string' },
      email: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const given = NewOrganisation.safeParse(values)
  if (!given.success) {
    out('sekisho organisation found --name NAME --administrator NAME --email ADDRESS [--json]')
    return 2
  }
  return withParts(async ({ database }) => {
    const { name, administrator, email } = given.data
    const founded = await foundOrganisation(database, {
      organisationName: name,
      administratorName: administrator,
      email,
    }).catch((cause: unknown) => {
      if (cause instanceof Refusal) return cause
      throw cause
    })
    if (founded instanceof Refusal) {
      process.stderr.write(`sekisho: ${founded.code}\n`)
      return 2
    }
    out(
      values.json
        ? JSON.stringify({ ...founded, email })
        : `${name}\n  ${email}\n  password, shown this once: ${founded.password}`,
    )
    return 0
  })
}

async function withParts(use: (parts: Awaited<ReturnType<typeof openParts>>) => Promise<number>): Promise<number> {
  const settings = readSettings()
  return withDatabase(settings, async (databaseUrl) => {
    const parts = await openParts({ settings, databaseUrl })
    try {
      return await use(parts)
    } finally {
      await parts.database.close()
    }
  })
}
