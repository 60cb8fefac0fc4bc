import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { declareMyAbsence, delegateMine, endMyAbsence, endMyDelegation, listMyStandIns } from '../contract.ts'
import { AbsenceForm } from './AbsenceForm.tsx'
import { StandInForm } from './StandInForm.tsx'
import { AbsenceList, StandInList } from './StandInList.tsx'
import { standInWords } from './stand-in-words.ts'

const TOPICS = { topics: ['people'] }

/** 代理・不在: when I am away, who acts for me, and for whom I act. */
export function StandInsPage() {
  const t = usePhrases(standInWords)
  const mayDelegate = useMay('people:delegate')
  const mine = useRead(listMyStandIns, {}, { topic: 'people' })
  const give = useAct(delegateMine, TOPICS)
  const end = useAct(endMyDelegation, TOPICS)
  const declare = useAct(declareMyAbsence, TOPICS)
  const back = useAct(endMyAbsence, TOPICS)
  if (!mine.data) {
    return (
      <Page title={t.title}>
        <Waiting on={mine} />
      </Page>
    )
  }
  const { standIns, absences, memberships } = mine.data
  return (
    <Page title={t.title} lead={t.lead}>
      <Section title={t.standIns}>
        {end.problem && <ProblemNotice problem={end.problem} />}
        <StandInList
          standIns={standIns}
          isBusy={end.isBusy}
          onEnd={mayDelegate ? ({ id, version }) => end.run({ delegationId: id, version }) : undefined}
        />
        {mayDelegate ? (
          <StandInForm
            lendable={memberships}
            among="colleagues"
            onGive={async (standIn) => (await give.run(standIn)) !== undefined}
            isBusy={give.isBusy}
            problem={give.problem}
          />
        ) : (
          <p>{t.needsRight}</p>
        )}
      </Section>
      <Section title={t.absences}>
        {back.problem && <ProblemNotice problem={back.problem} />}
        <AbsenceList
          absences={absences}
          isBusy={back.isBusy}
          onEnd={({ id, version }) => back.run({ absenceId: id, version })}
        />
        <AbsenceForm
          lead={t.absenceLead}
          onDeclare={async (absence) => (await declare.run(absence)) !== undefined}
          isBusy={declare.isBusy}
          problem={declare.problem}
        />
      </Section>
    </Page>
  )
}

/** In 個人設定: leads to the page. */
export function StandInsSection() {
  const t = usePhrases(standInWords)
  return (
    <>
      <p>{t.sectionLead}</p>
      <div className="sk-actions">
        <ButtonLink to="/stand-ins">{t.toPage}</ButtonLink>
      </div>
    </>
  )
}
