import { useState } from 'react'
import type { GatePanel as Panel } from '../../../base/gate-panel.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import { mailPanelWords, WhyStopped, withoutRepetition } from '../../../operation/outbound-mail/web/pages.tsx'
import { Button } from '../../../webkit/Button.tsx'
import { GatePanel } from '../../../webkit/gate-panel/GatePanel.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { LiveMark } from '../../../webkit/LiveRefresh.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusMark } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { type CaseAVariant, replayCaseA, showCaseA } from '../contract.ts'
import { OwnMail } from './OwnMail.tsx'
import { RightSteps } from './RightSteps.tsx'
import { TourStory } from './TourStory.tsx'
import { tourWords } from './words.ts'
import './Tour.css'

type CaseA = OutputOf<typeof showCaseA>

/** The guided tour of case A: what happened, the same with the gate, the same done right, then one's own mail. */
export function TourPage() {
  const t = usePhrases(tourWords)
  const shown = useRead(showCaseA, {}, { topic: 'outbound-mail' })
  return (
    <Page title={t.title} lead={t.lead} action={<LiveMark />}>
      <TourStory title={t.story} text={t.storyText} figures={t.figures} />
      {shown.data ? (
        <>
          <Accident caseA={shown.data} />
          <Right caseA={shown.data} />
          <OwnMail command={shown.data.ownMail.command} />
        </>
      ) : (
        <Waiting on={shown} />
      )}
    </Page>
  )
}

function Accident({ caseA }: { readonly caseA: CaseA }) {
  const t = usePhrases(tourWords)
  const mail = caseA.mails.find(({ variant }) => variant === 'accident')
  return (
    <Section title={t.accident} aside={mail && <Instant at={mail.receivedAt} />}>
      <p>{t.accidentText}</p>
      <Replay variant="accident" newest={mail?.mailId} word={mail ? t.replayAgain : t.replay} isMain={!mail} />
      {mail?.panel && (
        <>
          <p className="sk-tour-result">
            <StatusMark tone="stopped" size="large" />
            {t.accidentResult}
          </p>
          <WhyStopped panel={mail.panel} domains={domainsIn(mail.panel)} isUndetermined reader="other" />
          <TourGate variant="accident" panel={mail.panel} />
          <p>{t.accidentMeaning}</p>
        </>
      )}
    </Section>
  )
}

/** The domains that a check speaks of. */
const domainsIn = ({ stations }: Panel) => [
  ...new Set(stations.flatMap(({ findings }) => findings.flatMap(({ facts }) => facts['domain'] ?? [])).map(String)),
]

function Right({ caseA }: { readonly caseA: CaseA }) {
  const t = usePhrases(tourWords)
  const mail = caseA.mails.find(({ variant }) => variant === 'right')
  const hasAccident = caseA.mails.some(({ variant }) => variant === 'accident')
  return (
    <Section title={t.right} aside={mail && <Instant at={mail.receivedAt} />}>
      <p>{t.rightText}</p>
      <Replay
        variant="right"
        newest={mail?.mailId}
        word={mail ? t.replayRightAgain : t.replayRight}
        isMain={hasAccident && !mail}
      />
      {mail?.panel && (
        <>
          <RightSteps mail={mail} signers={caseA.signers} />
          <TourGate variant="right" panel={mail.panel} />
        </>
      )}
    </Section>
  )
}

/** The gate of one of the two mails; each is named, since both stand on this page. */
function TourGate({ variant, panel }: { readonly variant: CaseAVariant; readonly panel: Panel }) {
  const title = { ja: tourWords.ja.panels[variant], en: tourWords.en.panels[variant] }
  return <GatePanel panel={withoutRepetition(panel)} words={{ ...mailPanelWords(panel), title }} isToldAbove />
}

interface ReplayProps {
  readonly variant: CaseAVariant
  /** The newest mail of this kind; once another one is there, the wait is over. */
  readonly newest: string | undefined
  readonly word: string
  readonly isMain: boolean
}

function Replay({ variant, newest, word, isMain }: ReplayProps) {
  const t = usePhrases(tourWords)
  const replay = useAct(replayCaseA, { topics: ['outbound-mail'] })
  const [sentAfter, setSentAfter] = useState<{ readonly newest: string | undefined }>()
  const isArriving = sentAfter !== undefined && sentAfter.newest === newest
  const send = async () => {
    if (await replay.run({ variant })) setSentAfter({ newest })
  }
  return (
    <>
      {replay.problem && <ProblemNotice problem={replay.problem} />}
      <div className="sk-actions">
        <Button tone={isMain ? 'main' : 'plain'} onPress={send} isBusy={replay.isBusy || isArriving}>
          {word}
        </Button>
      </div>
      <output className="sk-tour-arriving">{isArriving && t.arriving}</output>
    </>
  )
}
