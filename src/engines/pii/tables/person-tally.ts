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
  /** Where it was met last; undefined until it was met at all. */
  row: number | undefined
  /** A bit for each kind of thing that is known. */
  kinds: number
  birth: string | undefined
  /** Kind and number in turn, a kind once. */
  ids: readonly string[]
}

/** Who bears a name: lists of 100,000 persons live here, so that a name that was met once has no maps yet. */
interface Namesakes {
  readonly clusters: Cluster[]
  /** Of the only cluster, until there are maps. */
  marks: readonly string[]
  byMark: Map<string, Cluster> | undefined
  /** By what is known of them: phone and birth, say. The latest of each. */
  byKinds: Map<number, Cluster[]> | undefined
}

/** A record as it is compared: its kinds as bits, its marks in the order in which they are asked. */
interface Compared {
  readonly record: PersonRecord
  readonly row: number | undefined
  readonly kinds: number
  readonly marks: readonly string[]
}

/** Comparing more would make a list of one name a thousand times over slow. */
const COMPARED = 40
/** A list in which so few rows repeat a name is a roster: the same name twice in it is two persons. */
const ROSTER = 0.9

export function makePersonTally(): PersonTally {
  const byName = new Map<string, Namesakes>()
  const exact = new Set<string>()
  const bitOf = kindBits()
  let unnamed = 0
  let named = 0
  /** Repetitions that nothing speaks for or against. */
  let bare = 0
  return {
    add(record, row) {
      const one = compared(record, row, bitOf)
      if (one.marks.length > 0) {
        const print = printOf(record.name, one.marks)
        if (exact.has(print)) return
        exact.add(print)
      }
      named++
      // Without a name, the number that tells of somebody is the name.
      const key = record.name === '' ? `\n${one.marks[0]}` : record.name
      const namesakes = byName.get(key)
      if (!namesakes) {
        const cluster = newCluster()
        byName.set(key, { clusters: [cluster], marks: one.marks, byMark: undefined, byKinds: undefined })
        learn(cluster, one)
        return
      }
      const { byMark, byKinds } = mapsOf(namesakes)
      if (one.marks.length === 0 && byKinds.has(0)) bare++
      const known = one.marks.map((mark) => byMark.get(mark))
      let cluster = findSame(known, byKinds, one)
      if (!cluster) namesakes.clusters.push((cluster = newCluster()))
      const [isNew, before] = [cluster.row === undefined, cluster.kinds]
      learn(cluster, one)
      for (let k = 0; k < known.length; k++) if (!known[k]) byMark.set(one.marks[k]!, cluster)
      if (isNew || cluster.kinds !== before) file(byKinds, cluster)
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

const newCluster = (): Cluster => ({ row: undefined, kinds: 0, birth: undefined, ids: [] })

function mapsOf(namesakes: Namesakes): { byMark: Map<string, Cluster>; byKinds: Map<number, Cluster[]> } {
  const only = namesakes.clusters[0]!
  const byMark = (namesakes.byMark ??= new Map(namesakes.marks.map((mark) => [mark, only])))
  const byKinds = (namesakes.byKinds ??= new Map([[only.kinds, [only]]]))
  namesakes.marks = []
  return { byMark, byKinds }
}

/** @param known who was first met with each of the marks */
function findSame(
  known: readonly (Cluster | undefined)[],
  byKinds: ReadonlyMap<number, readonly Cluster[]>,
  { record, row, kinds }: Compared,
): Cluster | undefined {
  const fits = (one: Cluster) => (row === undefined || one.row !== row) && !contradicts(one, record)
  const met = known.find((one) => one && fits(one))
  if (met) return met
  // Nothing that could be compared has nothing against being the same.
  for (const [those, clusters] of byKinds) {
    if ((those & kinds) !== 0) continue
    const match = clusters.find((one) => (one.kinds & kinds) === 0 && fits(one))
    if (match) return match
  }
  return undefined
}

/** Another birth date, or another number of the same kind, is another person. */
function contradicts(one: Cluster, { birth, ids }: PersonRecord): boolean {
  if (birth && one.birth !== undefined && one.birth !== birth) return true
  for (let k = 0; k < one.ids.length; k += 2) {
    const id = ids.get(one.ids[k]!)
    if (id !== undefined && id !== one.ids[k + 1]) return true
  }
  return false
}

function learn(cluster: Cluster, { record: { birth, ids }, row, kinds }: Compared): void {
  cluster.row = row ?? -1
  cluster.kinds |= kinds
  cluster.birth ??= birth
  for (const [kind, id] of ids) if (!hasKind(cluster.ids, kind)) cluster.ids = [...cluster.ids, kind, id]
}

function hasKind(ids: readonly string[], kind: string): boolean {
  for (let k = 0; k < ids.length; k += 2) if (ids[k] === kind) return true
  return false
}

function file(byKinds: Map<number, Cluster[]>, cluster: Cluster): void {
  const list = byKinds.get(cluster.kinds)
  if (!list) byKinds.set(cluster.kinds, [cluster])
  else if (list.push(cluster) > 2 * COMPARED) list.splice(0, COMPARED)
}

/** What can be compared, in the order in which it is asked; numbers of persons with their kind before them. */
function compared(record: PersonRecord, row: number | undefined, bitOf: (kind: string) => number): Compared {
  const { birth, phone, email, address, ids } = record
  const marks: string[] = []
  let kinds = 0
  const mark = (kind: string, value: string | undefined) => {
    if (!value) return
    marks.push(value)
    kinds |= bitOf(kind)
  }
  for (const [kind, id] of ids) mark(kind, `${kind}:${id}`)
  mark('email', email)
  mark('phone', phone)
  mark('birth', birth)
  mark('address', address)
  return { record, row, kinds, marks }
}

/** A bit for each kind, in the order in which they come; there are fewer than thirty. */
function kindBits(): (kind: string) => number {
  const bits = new Map<string, number>()
  return (kind) => {
    const known = bits.get(kind) ?? 1 << bits.size
    bits.set(kind, known)
    return known
  }
}

/**
 * 64 bits for all that a record says, as a text of four units: of a million different ones two are taken for the same in
 * one of thirty million files.
 */
function printOf(name: string, marks: readonly string[]): string {
  let [one, other] = [0x811c9dc5, 0x2c9277b5]
  const feed = (text: string) => {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      one = Math.imul(one ^ code, 0x01000193)
      other = Math.imul(other ^ (other >>> 15) ^ code, 0x85ebca6b)
    }
    one = Math.imul(one ^ 0x1f, 0x01000193)
    other = Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
  }
  feed(name)
  for (const mark of marks) feed(mark)
  one ^= one >>> 16
  other ^= other >>> 16
  return String.fromCharCode(one & 0xffff, one >>> 16, other & 0xffff, other >>> 16)
}

/** Same names as one wherever no birth and no number forbids it. */
function leastOf(list: readonly Cluster[]): number {
  if (list.length === 1) return 1
  const births = new Set<string>()
  const byKind = new Map<string, Set<string>>()
  for (const { birth, ids } of list) {
    if (birth !== undefined) births.add(birth)
    for (let k = 0; k < ids.length; k += 2) {
      const known = byKind.get(ids[k]!)
      if (known) known.add(ids[k + 1]!)
      else byKind.set(ids[k]!, new Set([ids[k + 1]!]))
    }
  }
  return Math.min(list.length, Math.max(1, births.size, ...[...byKind.values()].map(({ size }) => size)))
}
