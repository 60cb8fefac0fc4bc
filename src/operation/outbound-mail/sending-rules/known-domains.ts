import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { lookalike, lookalikeKeys, type ReadDomain, readDomain } from './rules/lookalike-domain.ts'
import { MAILBOX_PROVIDERS } from './rules/mailbox-providers.ts'
import type { LookalikeKind } from './rule-states.ts'

export interface Lookalike {
  readonly domain: string
  readonly like: string
  readonly kind: LookalikeKind
}

const PROVIDERS = MAILBOX_PROVIDERS.map(readDomain)

/** Since when each of these domains has had mail of ours; those that never had are left out. */
export async function mailedSince(tx: Tx, domains: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (domains.length === 0) return new Map()
  const rows = await tx
    .selectFrom('mailed_domain')
    .where('domain', 'in', [...domains])
    .select(['domain', 'first_mailed_at'])
    .execute()
  return new Map(rows.map((row) => [row.domain, row.first_mailed_at]))
}

/** The same by what was registered: `sales.a-sha.example` is not new where `mail.a-sha.example` has had mail. */
export async function registeredMailedSince(
  tx: Tx,
  registrables: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (registrables.length === 0) return new Map()
  await readMailedDomains(tx)
  const rows = await tx
    .selectFrom('mailed_domain')
    .where('registrable', 'in', [...registrables])
    .select(['registrable', (eb) => eb.fn.min('first_mailed_at').as('since')])
    .groupBy('registrable')
    .execute()
  return new Map(rows.map((row) => [row.registrable!, row.since]))
}

/**
 * Which known domain does each of these look like? Known are our own, those of registered parties, those that have had
 * mail of ours, and the mailbox providers that everybody uses. One answer a domain, the nearest kind first.
 */
export async function lookalikesOf(tx: Tx, domains: readonly string[]): Promise<Lookalike[]> {
  if (domains.length === 0) return []
  const asked = domains.map(readDomain)
  await readMailedDomains(tx)
  const listed = await listedDomains(tx)
  const isListed = new Set(listed.map(({ registrable }) => registrable))
  const open = asked.filter(({ registrable }) => !isListed.has(registrable))
  const near = await mailedNear(tx, open)
  return open.flatMap((one) => {
    const found = [...listed, ...PROVIDERS, ...near].flatMap((known) => {
      const kind = lookalike(one, known)
      return kind ? [{ domain: one.domain, like: known.registrable, kind }] : []
    })
    return found.slice(0, 1)
  })
}

/** Our own and those of the registered parties. */
async function listedDomains(tx: Tx): Promise<ReadDomain[]> {
  const own = tx.selectFrom('internal_domain').select(sql<string>`ltrim(domain, '.')`.as('name'))
  const parties = tx
    .selectFrom('party_domain')
    .where('ended_at', 'is', null)
    .where('covers', '!=', 'address')
    .select(sql<string>`name`.as('name'))
  const rows = await own.union(parties).execute()
  return rows.map(({ name }) => readDomain(name))
}

/** Domains that have had mail and share a key with one of those asked for; how near they are, the rule says. */
async function mailedNear(tx: Tx, asked: readonly ReadDomain[]): Promise<ReadDomain[]> {
  const keys = [...new Set(asked.flatMap(lookalikeKeys))]
  if (keys.length === 0) return []
  const rows = await tx
    .selectFrom('mailed_domain_key')
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .select('domain')
    .distinct()
    .execute()
  // A mistyped domain that once had mail is no model: it would clear itself.
  const registrables = new Set(asked.map(({ registrable }) => registrable))
  return rows.filter(({ domain }) => !registrables.has(domain)).map(({ domain }) => readDomain(domain))
}

const MOST_READ = 2000

/** Takes apart the domains that the delivery has noted since the last time. Whoever is at it already does their part. */
async function readMailedDomains(tx: Tx): Promise<void> {
  const rows = await tx
    .selectFrom('mailed_domain')
    .where('registrable', 'is', null)
    .select('domain')
    .limit(MOST_READ)
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length === 0) return
  const read = rows.map(({ domain }) => readDomain(domain))
  await sql`update mailed_domain m set registrable = r.registrable
    from unnest(${read.map(({ domain }) => domain)}::text[], ${read.map(({ registrable }) => registrable)}::text[])
      as r (domain, registrable)
    where m.domain = r.domain`.execute(tx)
  // In one order, so that two who write the same keys never wait for each other.
  const keyed = read
    .flatMap((one) => lookalikeKeys(one).map((key) => ({ key, domain: one.registrable })))
    .sort((a, b) => (`${a.key} ${a.domain}` < `${b.key} ${b.domain}` ? -1 : 1))
  await sql`insert into mailed_domain_key (key, domain)
    select * from unnest(${keyed.map(({ key }) => key)}::text[], ${keyed.map(({ domain }) => domain)}::text[])
    on conflict do nothing`.execute(tx)
}
