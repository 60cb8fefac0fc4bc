import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { closeEngagement, readEngagement, startEngagement } from '../contract.ts'
import { dataClassWords, engagementStatusWords } from '../words.ts'
import { vendorsChangeWords } from './change-words.ts'
import { ChangeEngagementForm } from './ChangeEngagementForm.tsx'
import { EngagementParties } from './EngagementParties.tsx'
import { ENGAGEMENT_TONES } from './EngagementsPage.tsx'
import { Roster } from './Roster.tsx'
import { RosterGuests } from './RosterGuests.tsx'
import type { Engagement } from './shown-engagement.ts'
import { vendorsScreenWords } from './words.ts'

const TOPICS = ['vendors']

/** One engagement: what it is, its parties with the state of their rosters, its workers. */
export function EngagementPage() {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const engagementId = usePathParameter('engagementId')
  const read = useRead(readEngagement, { engagementId }, { topic: 'vendors' })
  const mayEdit = useMay('vendors:edit')
  const maySeeLists = useMay('received-data:read')
  const start = useAct(startEngagement, { topics: TOPICS })
  const engagement = read.data
  if (!engagement) {
    return (
      <Page title={t.engagements}>
        <Waiting on={read} />
      </Page>
    )
  }
  const { status, version } = engagement
  return (
    <Page
      title={engagement.name}
      lead={<StatusWord tone={ENGAGEMENT_TONES[status]} word={say(engagementStatusWords[status])} />}
      problem={start.problem}
      action={
        mayEdit &&
        status === 'draft' && (
          <Button tone="main" onPress={() => start.run({ engagementId, version })} isBusy={start.isBusy}>
            {t.start}
          </Button>
        )
      }
    >
      {mayEdit && status === 'draft' && <p>{t.startHint}</p>}
      <EngagementParties engagement={engagement} mayEdit={mayEdit && status !== 'closed'} />
      <Roster engagement={engagement} />
      {mayEdit && status !== 'draft' && <RosterGuests engagement={engagement} />}
      {maySeeLists && (
        <Section title={t.receivedLists}>
          <p>{t.receivedListsLead}</p>
          <PageLink to="/received-data/lists" search={{ engagementId }}>
            {t.receivedListsLink}
          </PageLink>
        </Section>
      )}
      <Record key={version} engagement={engagement} mayEdit={mayEdit && status !== 'closed'} />
      {mayEdit && status !== 'closed' && <Close engagement={engagement} />}
    </Page>
  )
}

function Record({ engagement, mayEdit }: { readonly engagement: Engagement; readonly mayEdit: boolean }) {
  const change = usePhrases(vendorsChangeWords)
  const [isChanging, setChanging] = useState(false)
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const { purpose, dataClasses, fromOn, untilOn, ownerUnitName, responsibleName } = engagement
  const classes = dataClasses.map((one) => say(dataClassWords[one])).join('、')
  return (
    <Section
      title={t.record}
      aside={
        mayEdit &&
        !isChanging && (
          <Button onPress={() => setChanging(true)} label={change.engagementChange}>
            {change.change}
          </Button>
        )
      }
    >
      {isChanging && <ChangeEngagementForm engagement={engagement} onClose={() => setChanging(false)} />}
      <Facts
        of={[
          [t.purpose, purpose],
          [t.dataClasses, classes || t.noDataClasses],
          [t.from, <Day key="from" on={fromOn} withEra />],
          [t.until, untilOn ? <Day key="until" on={untilOn} withEra /> : t.untilNow],
          [t.ownerUnit, ownerUnitName],
          [t.responsible, responsibleName],
        ]}
      />
    </Section>
  )
}

function Close({ engagement }: { readonly engagement: Engagement }) {
  const t = usePhrases(vendorsScreenWords)
  const close = useAct(closeEngagement, { topics: TOPICS })
  const input = { engagementId: engagement.id, version: engagement.version }
  return (
    <Section title={t.close}>
      <p>{t.closeLead}</p>
      {close.problem && <ProblemNotice problem={close.problem} />}
      <div className="sk-actions">
        <Button tone="danger" onPress={() => close.run(input)} isBusy={close.isBusy}>
          {t.close}
        </Button>
      </div>
    </Section>
  )
}
