import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { newId } from '../../src/base/ids.ts'
import { type Database, inOrganisation, openDatabase, type Tx } from '../../src/kernel/db/database.ts'
import { roleNames } from '../../src/kernel/db/roles.ts'

export interface TestDatabase {
  /** Opened as the application's role, like production. */
  readonly database: Database
  readonly appUrl: string
  readonly ownerUrl: string
  readonly auditorUrl: string
  /** Makes an empty organisation and answers its id. */
  newOrganisation(name?: string): Promise<string>
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs SQL as the owner, past row-level security: for planting damage and reading what the application may not. */
  asOwner<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Moves the database's clock to an instant (it goes on running from there), or back with `undefined`. */
  setClock(at: Date | undefined): Promise<void>
}

/** A database of its own for one test file, copied from the migrated template; dropped afterwards. */
export function useTestDatabase(): TestDatabase {
  const state: { database?: Database; owner?: pg.Pool; name: string } = { name: '' }
  const template = () => inject('templateName')
  const urlAs = (role: keyof ReturnType<typeof roleNames>) => {
    const url = new URL(inject('adminUrl'))
    Object.assign(url, {
      pathname: `/${state.name}`,
      username: roleNames(template())[role],
      password: inject('rolePassword'),
    })
    return url.href
  }

  beforeAll(async () => {
    state.name = `${template()}_${randomBytes(6).toString('hex')}`
    await asAdmin(`create database ${state.name} template ${template()}`)
    state.database = openDatabase(urlAs('app'))
    state.owner = new pg.Pool({ connectionString: urlAs('owner'), max: 2 })
    state.owner.on('error', () => undefined)
  })
  afterAll(async () => {
    await state.database?.close()
    await state.owner?.end()
    await asAdmin(`drop database if exists ${state.name} with (force)`)
  })

  const asOwner = async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
    (await state.owner!.query<Row>(text, values)).rows
  return {
    get database() {
      return state.database!
    },
    get appUrl() {
      return urlAs('app')
    },
    get ownerUrl() {
      return urlAs('owner')
    },
    get auditorUrl() {
      return urlAs('auditor')
    },
    asOwner,
    inOrganisation: (orgId, work) => inOrganisation(state.database!, orgId, work),
    async newOrganisation(name = '試験組織') {
      const orgId = newId()
      await inOrganisation(state.database!, orgId, (tx) => tx.insertInto('organisation').values({ name }).execute())
      return orgId
    },
    async setClock(at) {
      if (at) await asOwner('update test_clock set ahead = $1::timestamptz - now()', [at.toISOString()])
      else await asOwner(`update test_clock set ahead = '0'`)
    },
  }
}

/** Several test files copy the template at once; PostgreSQL refuses while another copy runs, so it is tried again. */
async function asAdmin(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  try {
    for (let attempt = 1; ; attempt++) {
      const failure = await client.query(text).then(
        () => undefined,
        (cause: Error) => cause,
      )
      if (!failure) return
      if (attempt === 40 || !/being accessed by other users/.test(failure.message)) throw failure
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    await client.end()
  }
}
