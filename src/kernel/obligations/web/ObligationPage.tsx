import type { OutputOf } from '../../../base/endpoint.ts'
import { Day, Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { Timeline } from '../../../webkit/Timeline.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type ObligationChange, readObligation } from '../contract.ts'
import { obligationStateWords } from '../words.ts'
import { obligationChangeWords } from './change-words.ts'
import { ExtendForm } from './ExtendForm.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import { OBLIGATION_TONES } from './ObligationsPage.tsx'

type Obligation = OutputOf<typeof readObligation>

/** One obligation: who is to act, until when, and what became of both. */
export function ObligationPage() {
  const t = usePhrases(obligationChangeWords)
  const say = useSay()
  const obligationId = usePathParameter('obligationId')
  const read = useRead(readObligation, { obligationId }, { topic: 'obligations' })
  const obligation = read.data
  if (!obligation) {
    return (
      <Page title={t.details}>
        <Waiting on={read} />
      </Page>
    )
  }
  const { mayExtend, mayHandOver, isExtendable, personId, role, link } = obligation
  return (
    <Page
      title={say(obligation.word)}
      lead={<StatusWord tone={OBLIGATION_TONES[obligation.state]} word={say(obligationStateWords[obligation.state])} />}
      action={link && <ButtonLink to={link}>{t.toSubject}</ButtonLink>}
    >
      <Record obligation={obligation} />
      <Section title={t.history}>
        {obligation.changes.length === 0 ? <p>{t.noHistory}</p> : <History changes={obligation.changes} />}
      </Section>
      {mayHandOver && !isExtendable && <p>{t.fixed}</p>}
      {mayExtend && <ExtendForm obligationId={obligationId} />}
      {mayHandOver && <HandOverForm obligationId={obligationId} backTo={personId ? say(role) : undefined} />}
    </Page>
  )
}

function Record({ obligation }: { readonly obligation: Obligation }) {
  const t = usePhrases(obligationChangeWords)
  const say = useSay()
  const { about, responsible, dueOn, firstDueOn, dischargedAt } = obligation
  return (
    <Section title={t.record}>
      <Facts
        of={[
          ...(about ? [[t.about, say(about)] as const] : []),
          [t.responsible, say(responsible)],
          [t.dueOn, <Day key="due" on={dueOn} withEra />],
          ...(firstDueOn === dueOn ? [] : [[t.firstDueOn, <Day key="first" on={firstDueOn} withEra />] as const]),
          ...(dischargedAt ? [[t.dischargedAt, <Instant key="done" at={dischargedAt} />] as const] : []),
        ]}
      />
    </Section>
  )
}

function History({ changes }: { readonly changes: readonly ObligationChange[] }) {
  const t = usePhrases(obligationChangeWords)
  const say = useSay()
  return (
    <Timeline
      entries={changes.map((one) => ({
        id: one.id,
        at: one.at,
        what: t.changes[one.change],
        who: one.byName,
        detail: (
          <>
            <p>{t.fromTo(say(one.before), say(one.after))}</p>
            {one.requestedByName !== undefined && <p>{t.requestedBy(one.requestedByName)}</p>}
            <p>
              {t.reason}: {one.reason ?? t.reasonErased}
            </p>
          </>
        ),
      }))}
    />
  )
}
