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
  readonly kinds: Set<string>
  readonly births: Set<string>
  readonly ids: Map<string, string>
}

interface Namesakes {
  readonly clusters: Cluster[]
  readonly byMark: Map<string, Cluster>
  /** By what is known of them, as one word: phone and birth, say. The latest of each. */
  readonly byKinds: Map<string, Cluster[]>
}

/** Comparing more would make a list of one name a thousand times over slow. */
const COMPARED = 40
/** A list in which so few rows repeat a name is a roster: the same name twice in it is two persons. */
const ROSTER = 0.9

export function makePersonTally(): PersonTally {
  const byName = new Map<string, Namesakes>()
  const exact = new Set<string>()
  let unnamed = 0
  let named = 0
  /** Repetitions that nothing speaks for or against. */
  let bare = 0
  return {
    add(record, row) {
      const marks = marksOf(record)
      const print = marks.length === 0 ? undefined : [record.name, ...marks].join('\u001f')
      if (print !== undefined && exact.has(print)) return
      if (print !== undefined) exact.add(print)
      named++
      // Without a name, the number that tells of somebody is the name.
      const key = record.name === '' ? `\n${marks[0]}` : record.name
      let namesakes = byName.get(key)
      if (!namesakes) byName.set(key, (namesakes = { clusters: [], byMark: new Map(), byKinds: new Map() }))
      if (marks.length === 0 && namesakes.byKinds.has('')) bare++
      const match = findSame(namesakes, record, marks, row)
      join(namesakes, match ?? newCluster(namesakes), record, marks, row)
    },
    addUnnamed(count) {
      unnamed += count
    },
    count() {
      let clusters = 0
      let least = 0
      for (const namesakes of byName.values()) {
        clusters += namesakes.clusters.length
        least += leastOf(namesakes.clusters)
      }
      const isRoster = named > 0 && byName.size / named >= ROSTER
      const best = clusters + (isRoster ? bare : 0)
      return { min: Math.min(least, best), best, max: Math.max(best, named) + unnamed }
    },
  }
}

function findSame(
  { byMark, byKinds }: Namesakes,
  record: PersonRecord,
  marks: readonly string[],
  row: number | undefined,
): Cluster | undefined {
  const fits = (one: Cluster) => (row === undefined || one.row !== row) && !contradicts(one, record)
  for (const mark of marks) {
    const known = byMark.get(mark)
    if (known && fits(known)) return known
  }
  // Nothing that could be compared has nothing against being the same.
  const kinds = marks.map(kindOf)
  for (const [known, clusters] of byKinds) {
    if (kinds.some((kind) => known.includes(kind))) continue
    const match = clusters.find((one) => !kinds.some((kind) => one.kinds.has(kind)) && fits(one))
    if (match) return match
  }
  return undefined
}

/** Another birth date, or another number of the same kind, is another person. */
function contradicts(one: Cluster, { birth, ids }: PersonRecord): boolean {
  if (birth && one.births.size > 0 && !one.births.has(birth)) return true
  for (const [kind, id] of ids) if ((one.ids.get(kind) ?? id) !== id) return true
  return false
}

function newCluster(namesakes: Namesakes): Cluster {
  const cluster: Cluster = { row: undefined, kinds: new Set(), births: new Set(), ids: new Map() }
  namesakes.clusters.push(cluster)
  return cluster
}

function join(
  { byMark, byKinds }: Namesakes,
  cluster: Cluster,
  { birth, ids }: PersonRecord,
  marks: readonly string[],
  row: number | undefined,
): void {
  const isNew = cluster.row === undefined && cluster.kinds.size === 0
  const before = cluster.kinds.size
  cluster.row = row ?? -1
  if (birth) cluster.births.add(birth)
  for (const [kind, id] of ids) cluster.ids.set(kind, id)
  for (const mark of marks) {
    cluster.kinds.add(kindOf(mark))
    if (!byMark.has(mark)) byMark.set(mark, cluster)
  }
  if (!isNew && cluster.kinds.size === before) return
  const word = [...cluster.kinds].sort().join(' ')
  const list = byKinds.get(word)
  if (!list) byKinds.set(word, [cluster])
  else if (list.push(cluster) > 2 * COMPARED) list.splice(0, COMPARED)
}

/** What can be compared, each with its kind before it. */
function marksOf({ birth, phone, email, address, ids }: PersonRecord): string[] {
  const marks = [...ids].map(([kind, id]) => `${kind}:${id}`)
  if (email) marks.push(`email:${email}`)
  if (phone) marks.push(`phone:${phone}`)
  if (birth) marks.push(`birth:${birth}`)
  if (address) marks.push(`address:${address}`)
  return marks
}

function kindOf(mark: string): string {
  return mark.slice(0, mark.indexOf(':'))
}

/** Same names as one wherever no birth and no number forbids it. */
function leastOf(list: readonly Cluster[]): number {
  if (list.length === 1) return 1
  const births = new Set(list.flatMap((one) => [...one.births]))
  const ids = new Map<string, Set<string>>()
  for (const one of list) for (const [kind, id] of one.ids) ids.set(kind, (ids.get(kind) ?? new Set()).add(id))
  return Math.min(list.length, Math.max(1, births.size, ...[...ids.values()].map((set) => set.size)))
}
