import { useState } from 'react'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Tick } from '../../../webkit/form/fields.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { endWorker, exportRoster, listRoster } from '../contract.ts'
import { workerStateWords } from '../words.ts'
import { vendorsChangeWords } from './change-words.ts'
import { ChangeWorkerForm, type Worker } from './ChangeWorkerForm.tsx'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

const TONES = { on_roster: 'passed', not_yet: 'waiting', ended: 'later' } as const

interface RosterWorkersProps {
  readonly engagementId: string
  readonly maySubmit: boolean
  readonly isOpen: boolean
}

/** Who is on the roster, and (for whoever answers for them) changing and taking off. */
export function RosterWorkers({ engagementId, maySubmit, isOpen }: RosterWorkersProps) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const [withEnded, setWithEnded] = useState(false)
  const [changing, setChanging] = useState<Worker>()
  const end = useAct(endWorker, { topics: ['vendors'] })
  const asked = { engagementId, withEnded: withEnded ? 'true' : 'false' }
  const workers = useReadPages(listRoster, asked, { topic: 'vendors' })
  const takeOff = (worker: Worker) => end.run({ rosterEntryId: worker.id, version: worker.version })
  const acts = useActs({ isBusy: end.isBusy, takeOff, ...(isOpen && { change: setChanging }) })
  const shown = columns(t, say)
  return (
    <>
      {end.problem && <ProblemNotice problem={end.problem} />}
      {changing && <ChangeWorkerForm key={changing.id} worker={changing} onClose={() => setChanging(undefined)} />}
      <Tick label={t.withEnded} isTicked={withEnded} onChange={setWithEnded} />
      <Table
        caption={t.roster}
        columns={maySubmit ? [...shown, acts] : shown}
        pages={workers}
        rowKey={(worker) => worker.id}
        exportOf={{ endpoint: exportRoster, input: asked }}
        empty={<Empty text={t.noRoster} next={t.noRosterNext} />}
      />
    </>
  )
}

const day = (on: string | null) => (on ? <Day on={on} /> : '—')

function columns(t: VendorsWords, say: (word: Word) => string): readonly Column<Worker>[] {
  return [
    { id: 'name', head: t.worker, kind: 'main', cell: (worker) => worker.name },
    { id: 'company', head: t.company, cell: (worker) => worker.partyName ?? t.ourselves },
    { id: 'job', head: t.job, cell: (worker) => worker.job || '—' },
    {
      id: 'period',
      head: t.period,
      cell: (worker) => (
        <>
          {day(worker.fromOn)} 〜 {worker.untilOn ? day(worker.untilOn) : t.untilNow}
        </>
      ),
    },
    { id: 'pledged', head: t.pledged, cell: (worker) => day(worker.pledgedOn) },
    { id: 'trained', head: t.trained, cell: (worker) => day(worker.trainedOn) },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (worker) => <StatusWord tone={TONES[worker.state]} word={say(workerStateWords[worker.state])} />,
    },
  ]
}

function useActs(acts: {
  readonly isBusy: boolean
  readonly takeOff: (worker: Worker) => unknown
  readonly change?: (worker: Worker) => void
}): Column<Worker> {
  const t = usePhrases(vendorsScreenWords)
  const changing = usePhrases(vendorsChangeWords)
  const { isBusy, takeOff, change } = acts
  return {
    id: 'end',
    head: t.acts,
    cell: (worker) =>
      worker.state === 'ended' ? (
        '—'
      ) : (
        <div className="sk-actions">
          {change && (
            <Button tone="quiet" onPress={() => change(worker)} label={changing.changeWorkerOf(worker.name)}>
              {changing.changeWorker}
            </Button>
          )}
          <Button tone="quiet" onPress={() => takeOff(worker)} isBusy={isBusy} label={t.endOf(worker.name)}>
            {t.end}
          </Button>
        </div>
      ),
  }
}
