import pg from 'pg'

/** The three roles of a database; their names derive from its name, so that several can live on one server. */
export function roleNames(databaseName: string) {
  return { owner: `${databaseName}_owner`, app: `${databaseName}_app`, auditor: `${databaseName}_auditor` } as const
}

export interface RolePasswords {
  readonly owner: string
  readonly app: string
  readonly auditor: string
}

/**
 * Creates database and roles, or brings their passwords up to date. Needs a superuser once; afterwards nothing does.
 *
 * owner: migrations; not superuser, BYPASSRLS. app: what the processes use; row-level security holds it. auditor: reads.
 */
export async function prepareDatabase(adminUrl: string, name: string, passwords: RolePasswords): Promise<void> {
  const roles = roleNames(name)
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, roles.owner, 'bypassrls', passwords.owner)
    await ensureRole(client, roles.app, 'nobypassrls', passwords.app)
    await ensureRole(client, roles.auditor, 'nobypassrls', passwords.auditor)
    const exists = await client.query('select 1 from pg_database where datname = $1', [name])
    if (exists.rowCount === 0) {
      const [db, owner] = [client.escapeIdentifier(name), client.escapeIdentifier(roles.owner)]
      await client.query(
        `create database ${db} owner ${owner} encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0`,
      )
      await client.query(`revoke connect on database ${db} from public`)
    }
    const grantees = [roles.app, roles.auditor].map((role) => client.escapeIdentifier(role)).join(', ')
    await client.query(`grant connect on database ${client.escapeIdentifier(name)} to ${grantees}`)
  })
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await withClient(url.href, async (client) => {
    const [owner, app, auditor] = [roles.owner, roles.app, roles.auditor].map((role) => client.escapeIdentifier(role))
    await client.query(`alter schema public owner to ${owner}; revoke create on schema public from public;
      grant usage on schema public to ${app}, ${auditor}`)
  })
}

async function ensureRole(
  client: pg.Client,
  name: string,
  bypass: 'bypassrls' | 'nobypassrls',
  password: string,
): Promise<void> {
  const role = client.escapeIdentifier(name)
  const exists = await client.query('select 1 from pg_roles where rolname = $1', [name])
  if (exists.rowCount === 0) await client.query(`create role ${role}`)
  await client.query(
    `alter role ${role} login nosuperuser nocreatedb nocreaterole ${bypass} password ${client.escapeLiteral(password)}`,
  )
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}
