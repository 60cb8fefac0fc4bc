import { Page, Facts, Section } from '../../../webkit/Page.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { showPerson } from '../contract.ts'
import { ChangePersonForm } from './ChangePersonForm.tsx'
import { EndPersonForm } from './EndPersonForm.tsx'
import { Memberships } from './Memberships.tsx'
import { mergeWords } from './merge-words.ts'
import { PersonStandIns } from './PersonStandIns.tsx'
import type { ShownPerson } from './shown-person.ts'
import { peopleScreenWords } from './words.ts'

/** One person: who, where in which role and since when, who stands in, and what an administrator may change. */
export function PersonPage() {
  const t = usePhrases(peopleScreenWords)
  const merge = usePhrases(mergeWords)
  const personId = usePathParameter('personId')
  const person = useRead(showPerson, { personId }, { topic: 'people' })
  const mayAdminister = useMay('people:administer')
  if (!person.data) {
    return (
      <Page title={t.person}>
        <Waiting on={person} />
      </Page>
    )
  }
  const { data } = person
  return (
    <Page title={data.name} lead={<StatusWord tone="plain" word={data.isActive ? t.isActive : t.hasLeft} />}>
      <Section title={t.record}>
        <PersonFacts person={data} />
        {/* After a change by somebody else the form begins again from what is there now. */}
        {mayAdminister && <ChangePersonForm key={data.version} person={data} />}
      </Section>
      <Memberships person={data} mayChange={mayAdminister} />
      <PersonStandIns person={data} mayChange={mayAdminister} />
      {mayAdminister && (
        <div className="sk-actions">
          <ButtonLink to={`/people/${data.id}/merge`}>{merge.toPage}</ButtonLink>
        </div>
      )}
      {mayAdminister && data.activeUntilOn === null && <EndPersonForm key={`end ${data.version}`} person={data} />}
    </Page>
  )
}

function PersonFacts({ person }: { readonly person: ShownPerson }) {
  const t = usePhrases(peopleScreenWords)
  const { nameKana, staffNumber, addresses, activeFromOn, activeUntilOn, retentionEndsOn, mergedRecordIds } = person
  return (
    <Facts
      of={[
        [t.kana, nameKana ?? '—'],
        [t.staffNumber, staffNumber ?? '—'],
        [t.addresses, addresses.length > 0 ? addresses.map((address) => <div key={address}>{address}</div>) : '—'],
        [t.activeFrom, activeFromOn ? <Day key="from" on={activeFromOn} /> : '—'],
        [t.activeUntil, activeUntilOn ? <Day key="until" on={activeUntilOn} /> : t.untilNow],
        ...(retentionEndsOn ? [[t.retentionEnds, <Day key="retention" on={retentionEndsOn} withEra />] as const] : []),
        ...(mergedRecordIds.length > 0 ? [[t.merged, t.mergedCount(mergedRecordIds.length)] as const] : []),
      ]}
    />
  )
}
