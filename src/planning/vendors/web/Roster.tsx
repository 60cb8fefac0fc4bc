import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { confirmRoster } from '../contract.ts'
import { AddWorkerForm } from './AddWorkerForm.tsx'
import type { Engagement } from './shown-engagement.ts'
import { RosterDue } from './EngagementsPage.tsx'
import { RosterWorkers } from './RosterWorkers.tsx'
import { vendorsScreenWords } from './words.ts'

const TOPICS = ['vendors']
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
      <RosterWorkers engagementId={engagement.id} maySubmit={maySubmit} isOpen={engagement.status !== 'closed'} />
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
