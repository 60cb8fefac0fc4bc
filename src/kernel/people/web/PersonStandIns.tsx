import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { declareAbsenceFor, delegateFor, endAbsenceFor, endDelegationEndpoint } from '../contract.ts'
import { AbsenceForm } from './AbsenceForm.tsx'
import type { ShownPerson } from './shown-person.ts'
import { StandInForm } from './StandInForm.tsx'
import { AbsenceList, StandInList } from './StandInList.tsx'
import { standInWords } from './stand-in-words.ts'

const TOPICS = { topics: ['people'] }

/** Who stands in for a person and when they are away; an administrator decides it for somebody who cannot. */
export function PersonStandIns({ person, mayChange }: { readonly person: ShownPerson; readonly mayChange: boolean }) {
  const t = usePhrases(standInWords)
  const give = useAct(delegateFor, TOPICS)
  const end = useAct(endDelegationEndpoint, TOPICS)
  const declare = useAct(declareAbsenceFor, TOPICS)
  const back = useAct(endAbsenceFor, TOPICS)
  const isOpen = mayChange && person.isActive
  return (
    <>
      <Section title={t.standIns}>
        {end.problem && <ProblemNotice problem={end.problem} />}
        <StandInList
          standIns={person.standIns}
          isBusy={end.isBusy}
          onEnd={mayChange ? ({ id, version }) => end.run({ delegationId: id, version }) : undefined}
        />
        {isOpen && (
          <StandInForm
            lendable={person.memberships}
            among={{ but: person.id }}
            onGive={async (standIn) => (await give.run({ ...standIn, fromPersonId: person.id })) !== undefined}
            isBusy={give.isBusy}
            problem={give.problem}
          />
        )}
      </Section>
      <Section title={t.absences}>
        {back.problem && <ProblemNotice problem={back.problem} />}
        <AbsenceList
          absences={person.absences}
          isBusy={back.isBusy}
          onEnd={mayChange ? ({ id, version }) => back.run({ absenceId: id, version }) : undefined}
        />
        {isOpen && (
          <AbsenceForm
            lead={t.absenceLeadOther}
            onDeclare={async (absence) => (await declare.run({ ...absence, personId: person.id })) !== undefined}
            isBusy={declare.isBusy}
            problem={declare.problem}
          />
        )}
      </Section>
    </>
  )
}
