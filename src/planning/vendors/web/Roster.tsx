import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Tick } from '../../../webkit/form/fields.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { confirmRoster, endWorker, exportRoster, listRoster } from '../contract.ts'
import { workerStateWords } from '../words.ts'
import { AddWorkerForm } from './AddWorkerForm.tsx'
import type { Engagement } from './shown-engagement.ts'
import { RosterDue } from './EngagementsPage.tsx'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type Worker = OutputOf<typeof listRoster>['items'][number]
const TOPICS = ['vendors']
const TONES = { on_roster: 'passed', not_yet: 'waiting', ended: 'later' } as const
/** Stands in the address where our own workers' roster is meant. */
export const OWN = 'own'

/** The roster of an engagement: who hands in whose list until when, and who is on it. */
export function Roster({ engagement }: { readonly engagement: Engagement }) {
  const t = usePhrases(vendorsScreenWords)
  const maySubmit = useMay('vendors:submit-roster')
  const mayEdit = useMay('vendors:edit')
  const maySearch = useMay('people:read')
  const vendors = engagement.parties.filter((party) => party.relation === 'vendor')
  const isActive = engagement.status === 'active'
  const importPath = (party: string) => `/vendors/engagements/${engagement.id}/roster/${party}`
  return (
    <Section title={t.roster}>
      <p>{t.rosterLead}</p>
      {vendors.map((party) => (
        <Submission key={party.partyId} engagement={engagement} party={party} maySubmit={maySubmit && isActive} />
      ))}
      {mayEdit && isActive && (
        <div className="sk-actions">
          <ButtonLink to={importPath(OWN)}>{t.importOwn}</ButtonLink>
        </div>
      )}
      {maySubmit && maySearch && engagement.status !== 'closed' && <AddWorkerForm engagementId={engagement.id} />}
      <Workers engagementId={engagement.id} maySubmit={maySubmit} />
    </Section>
  )
}

function Submission(props: {
  readonly engagement: Engagement
  readonly party: Engagement['parties'][number]
  readonly maySubmit: boolean
}) {
  const t = usePhrases(vendorsScreenWords)
  const { engagement, party } = props
  const confirm = useAct(confirmRoster, { topics: TOPICS })
  const [isDone, setDone] = useState(false)
  const hand = async () =>
    setDone((await confirm.run({ engagementId: engagement.id, partyId: party.partyId })) !== undefined)
  return (
    <div>
      <h3>{party.name}</h3>
      <p>
        {t.lastSubmitted}: {party.lastSubmittedMonth ? t.month(party.lastSubmittedMonth) : t.never} {t.rosterDue}:{' '}
        <RosterDue dueOn={party.rosterDueOn} isOverdue={party.isRosterOverdue} />
      </p>
      {confirm.problem && <ProblemNotice problem={confirm.problem} />}
      {isDone && <output>{t.confirmed(party.name)}</output>}
      {props.maySubmit && (
        <div className="sk-actions">
          <Button onPress={hand} isBusy={confirm.isBusy} label={t.confirmOf(party.name)}>
            {t.confirm}
          </Button>
          <ButtonLink to={`/vendors/engagements/${engagement.id}/roster/${party.partyId}`}>
            {t.importOf(party.name)}
          </ButtonLink>
        </div>
      )}
    </div>
  )
}

function Workers({ engagementId, maySubmit }: { readonly engagementId: string; readonly maySubmit: boolean }) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const [withEnded, setWithEnded] = useState(false)
  const end = useAct(endWorker, { topics: TOPICS })
  const asked = { engagementId, withEnded: withEnded ? 'true' : 'false' }
  const workers = useReadPages(listRoster, asked, { topic: 'vendors' })
  const takeOff = (worker: Worker) => end.run({ rosterEntryId: worker.id, version: worker.version })
  const shown = columns(t, say)
  return (
    <>
      {end.problem && <ProblemNotice problem={end.problem} />}
      <Tick label={t.withEnded} isTicked={withEnded} onChange={setWithEnded} />
      <Table
        caption={t.roster}
        columns={maySubmit ? [...shown, ending(t, end.isBusy, takeOff)] : shown}
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

function ending(t: VendorsWords, isBusy: boolean, takeOff: (worker: Worker) => unknown): Column<Worker> {
  return {
    id: 'end',
    head: t.end,
    cell: (worker) =>
      worker.state === 'ended' ? (
        '—'
      ) : (
        <Button tone="quiet" onPress={() => takeOff(worker)} isBusy={isBusy} label={t.endOf(worker.name)}>
          {t.end}
        </Button>
      ),
  }
}
