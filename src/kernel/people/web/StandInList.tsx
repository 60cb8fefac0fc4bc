import type { OutputOf } from '../../../base/endpoint.ts'
import { jstDay } from '../../../base/clock.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Day, DayOf } from '../../../webkit/Instant.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { listMyStandIns } from '../contract.ts'
import { delegationKindWords, roleWords } from '../words.ts'
import { standInWords } from './stand-in-words.ts'

export type StandIn = OutputOf<typeof listMyStandIns>['standIns'][number]
export type Absence = OutputOf<typeof listMyStandIns>['absences'][number]

/** The end of a stretch is the instant after its last day. */
const lastDayOf = (untilAt: string) => jstDay(new Date(Date.parse(untilAt) - 1))

interface StandInListProps {
  readonly standIns: readonly StandIn[]
  /** Without it, nothing can be ended here. */
  readonly onEnd?: ((standIn: StandIn) => unknown) | undefined
  readonly isBusy: boolean
}

/** Who acts for whom, in which role, until when. */
export function StandInList({ standIns, onEnd, isBusy }: StandInListProps) {
  const t = usePhrases(standInWords)
  const say = useSay()
  const shown = columns(t, say)
  return (
    <Table
      caption={t.standIns}
      rows={standIns}
      rowKey={({ id }) => id}
      columns={onEnd ? [...shown, ending(t, isBusy, onEnd)] : shown}
      empty={<Empty text={t.none} next={t.noneNext} />}
    />
  )
}

function columns(t: typeof standInWords.ja, say: (word: Word) => string): readonly Column<StandIn>[] {
  return [
    { id: 'whose', head: t.whose, kind: 'main', cell: (one) => t.arrow(one.fromName, one.toName) },
    { id: 'role', head: t.role, cell: (one) => `${say(roleWords[one.role])} — ${say(delegationKindWords[one.kind])}` },
    { id: 'period', head: t.period, cell: (one) => <Period standIn={one} /> },
    { id: 'reason', head: t.reason, cell: (one) => one.reason },
  ]
}

function ending(t: typeof standInWords.ja, isBusy: boolean, end: (standIn: StandIn) => unknown): Column<StandIn> {
  return {
    id: 'end',
    head: t.end,
    kind: 'short',
    cell: (one) => (
      <Button tone="quiet" onPress={() => end(one)} isBusy={isBusy} label={t.endOf(one.fromName, one.toName)}>
        {t.end}
      </Button>
    ),
  }
}

function Period({ standIn }: { readonly standIn: StandIn }) {
  const t = usePhrases(standInWords)
  return (
    <>
      <DayOf at={standIn.fromAt} /> 〜{' '}
      {standIn.untilAt ? (
        <>
          <Day on={lastDayOf(standIn.untilAt)} />
          {t.until}
        </>
      ) : (
        t.untilFurther
      )}
      {standIn.kind === 'substitute' && ` (${t.whileAway})`}
    </>
  )
}

interface AbsenceListProps {
  readonly absences: readonly Absence[]
  readonly onEnd?: ((absence: Absence) => unknown) | undefined
  readonly isBusy: boolean
}

/** When somebody is away, now or later. */
export function AbsenceList({ absences, onEnd, isBusy }: AbsenceListProps) {
  const t = usePhrases(standInWords)
  if (absences.length === 0) return <p>{t.absencesNone}</p>
  return (
    <ul>
      {absences.map((one) => (
        <li key={one.id}>
          <DayOf at={one.fromAt} /> 〜 <Day on={lastDayOf(one.untilAt)} />
          {t.until}{' '}
          {onEnd && (
            <Button
              tone="quiet"
              onPress={() => onEnd(one)}
              isBusy={isBusy}
              label={t.backOf(`${jstDay(new Date(one.fromAt))} 〜 ${lastDayOf(one.untilAt)}`)}
            >
              {t.back}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
