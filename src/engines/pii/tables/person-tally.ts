import type { PersonCount } from '../table-report.ts'
import type { PersonRecord } from './person-record.ts'

/** Counts the persons of one or many tables: who is who by name, birth, phone, mail, numbers. */
export interface PersonTally {
  /** @param row two persons of one row or card are two, whatever their names */
  add(record: PersonRecord, row?: number): void
  /** Persons who are spoken of without a name (ほか3名): in `max` alone. */
  addUnnamed(count: number): void
  count(): PersonCount
}

/** What is known by now of somebody. Two records of one name are one person unless something speaks against it. */
interface Cluster {
  row: number | undefined
  readonly births: Set<string>
  readonly phones: Set<string>
  readonly emails: Set<string>
  readonly addresses: Set<string>
  readonly ids: Map<string, string>
}

/** Comparing more would make a list of one name a thousand times over slow. */
const COMPARED = 40
/** A list in which so few rows repeat a name is a roster: the same name twice in it is two persons. */
const ROSTER = 0.9

export function makePersonTally(): PersonTally {
  const byName = new Map<string, Cluster[]>()
  const exact = new Set<string>()
  let unnamed = 0
  let named = 0
  /** Repetitions that nothing speaks for or against. */
  let bare = 0
  return {
    add(record, row) {
      const print = fingerprint(record)
      const isRepetition = print !== record.name && exact.has(print)
      if (isRepetition) return
      exact.add(print)
      named++
      // Without a name, the number that tells of somebody is the name.
      const key =
        record.name === ''
          ? `\n${record.email ?? [...record.ids.values()][0] ?? record.phone ?? record.birth}`
          : record.name
      const clusters = byName.get(key)
      if (!clusters) {
        byName.set(key, [newCluster(record, row)])
        return
      }
      if (
        isBare(record) &&
        clusters.some(
          (one) => one.births.size + one.phones.size + one.emails.size + one.ids.size + one.addresses.size === 0,
        )
      )
        bare++
      const match = clusters
        .slice(-COMPARED)
        .find((one) => (row === undefined || one.row !== row) && isSame(one, record))
      if (match) join(match, record, row)
      else clusters.push(newCluster(record, row))
    },
    addUnnamed(count) {
      unnamed += count
    },
    count() {
      const clusters = [...byName.values()].reduce((sum, list) => sum + list.length, 0)
      const isRoster = named > 0 && byName.size / named >= ROSTER
      const best = clusters + (isRoster ? bare : 0)
      return { min: Math.min(leastOf(byName), best), best, max: Math.max(best, named) + unnamed }
    },
  }
}

/** Same names as one wherever no birth and no number forbids it. */
function leastOf(byName: ReadonlyMap<string, readonly Cluster[]>): number {
  let sum = 0
  for (const list of byName.values()) {
    const births = new Set(list.flatMap((one) => [...one.births]))
    const ids = new Map<string, Set<string>>()
    for (const one of list) for (const [kind, id] of one.ids) ids.set(kind, (ids.get(kind) ?? new Set()).add(id))
    sum += Math.min(list.length, Math.max(1, births.size, ...[...ids.values()].map((set) => set.size)))
  }
  return sum
}

function isSame(one: Cluster, record: PersonRecord): boolean {
  if (record.birth && one.births.size > 0 && !one.births.has(record.birth)) return false
  for (const [kind, id] of record.ids) if ((one.ids.get(kind) ?? id) !== id) return false
  const said = [
    [one.births, record.birth],
    [one.phones, record.phone],
    [one.emails, record.email],
    [one.addresses, record.address],
  ] as const
  const compared = said.filter(([known, value]) => value !== undefined && known.size > 0)
  const agreesInId = [...record.ids].some(([kind, id]) => one.ids.get(kind) === id)
  return agreesInId || compared.length === 0 || compared.some(([known, value]) => known.has(value!))
}

function newCluster(record: PersonRecord, row: number | undefined): Cluster {
  const cluster = {
    row,
    births: new Set<string>(),
    phones: new Set<string>(),
    emails: new Set<string>(),
    addresses: new Set<string>(),
    ids: new Map<string, string>(),
  }
  join(cluster, record, row)
  return cluster
}

function join(cluster: Cluster, { birth, phone, email, address, ids }: PersonRecord, row: number | undefined): void {
  cluster.row = row
  if (birth) cluster.births.add(birth)
  if (phone) cluster.phones.add(phone)
  if (email) cluster.emails.add(email)
  if (address) cluster.addresses.add(address)
  for (const [kind, id] of ids) cluster.ids.set(kind, id)
}

function isBare({ birth, phone, email, address, ids }: PersonRecord): boolean {
  return !birth && !phone && !email && !address && ids.size === 0
}

function fingerprint({ name, birth, phone, email, address, ids }: PersonRecord): string {
  const rest = [birth, phone, email, address, ...[...ids].flat()].filter(Boolean)
  return rest.length === 0 ? name : [name, ...rest].join('\u001f')
}
