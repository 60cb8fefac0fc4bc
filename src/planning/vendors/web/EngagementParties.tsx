import { useState } from 'react'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { ChoiceField, SelectField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { attachParty, endEngagementParty } from '../contract.ts'
import { relationWords } from '../words.ts'
import type { Engagement } from './shown-engagement.ts'
import { RosterDue } from './EngagementsPage.tsx'
import { PartyChoice } from './PartyChoice.tsx'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type PartyLine = Engagement['parties'][number]
type Relation = PartyLine['relation']
const TOPICS = ['vendors']

/** Who belongs to an engagement, in which relation, under which domains; and attaching another. */
export function EngagementParties({
  engagement,
  mayEdit,
}: {
  readonly engagement: Engagement
  readonly mayEdit: boolean
}) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const end = useAct(endEngagementParty, { topics: TOPICS })
  const takeOut = (party: PartyLine) => end.run({ engagementPartyId: party.engagementPartyId, version: party.version })
  const shown = columns(t, say)
  return (
    <Section title={t.engagementParties}>
      {end.problem && <ProblemNotice problem={end.problem} />}
      <Table
        caption={t.engagementParties}
        rows={engagement.parties}
        rowKey={(party) => party.engagementPartyId}
        empty={<Empty text={t.noEngagementParties} next={t.noEngagementPartiesNext} />}
        columns={mayEdit ? [...shown, takingOut(t, end.isBusy, takeOut)] : shown}
      />
      {mayEdit && <Attach engagement={engagement} />}
    </Section>
  )
}

function columns(t: VendorsWords, say: (word: Word) => string): readonly Column<PartyLine>[] {
  return [
    {
      id: 'name',
      head: t.party,
      kind: 'main',
      cell: (party) => <PageLink to={`/vendors/parties/${party.partyId}`}>{party.name}</PageLink>,
    },
    {
      id: 'relation',
      head: t.relation,
      cell: (party) =>
        [say(relationWords[party.relation]), party.tier && `(${t.tier(party.tier)})`].filter(Boolean).join(' '),
    },
    {
      id: 'entruster',
      head: t.entruster,
      cell: (party) => (party.relation === 'vendor' ? (party.entrusterName ?? t.ourselves) : '—'),
    },
    { id: 'domains', head: t.domains, cell: (party) => party.domains.join('、') || t.noDomains },
    {
      id: 'due',
      head: t.rosterDue,
      cell: (party) => <RosterDue dueOn={party.rosterDueOn} isOverdue={party.isRosterOverdue} />,
    },
  ]
}

function takingOut(t: VendorsWords, isBusy: boolean, takeOut: (party: PartyLine) => unknown): Column<PartyLine> {
  return {
    id: 'end',
    head: t.takeOut,
    cell: (party) => (
      <Button tone="quiet" onPress={() => takeOut(party)} isBusy={isBusy} label={t.takeOutOf(party.name)}>
        {t.takeOut}
      </Button>
    ),
  }
}

function Attach({ engagement }: { readonly engagement: Engagement }) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const words = useWords()
  const attach = useAct(attachParty, { topics: TOPICS })
  const vendors = engagement.parties.filter((party) => party.relation === 'vendor')
  const [partyId, setPartyId] = useState('')
  const [relation, setRelation] = useState<Relation>('vendor')
  const [entrusterPartyId, setEntruster] = useState('')
  const [mustClientSignOff, setSignOff] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    setErrors(partyId ? {} : { partyId: words.fields.errors.missing })
    if (!partyId) return
    const more = relation === 'vendor' && entrusterPartyId ? { entrusterPartyId } : {}
    const attached = await attach.run({ engagementId: engagement.id, partyId, relation, mustClientSignOff, ...more })
    if (attached) setPartyId('')
  }
  return (
    <Form onSubmit={submit} problem={attach.problem} errors={errors} label={t.attach}>
      <h3>{t.attach}</h3>
      <PartyChoice name="partyId" label={t.party} value={partyId} onChange={setPartyId} />
      <ChoiceField
        name="relation"
        label={t.relation}
        value={relation}
        onChange={(value) => setRelation(value as Relation)}
        choices={(['client', 'vendor', 'counterparty'] as const).map((value) => ({
          value,
          word: say(relationWords[value]),
        }))}
      />
      {relation === 'vendor' && vendors.length > 0 && (
        <SelectField
          name="entrusterPartyId"
          label={t.entruster}
          value={entrusterPartyId}
          onChange={setEntruster}
          choices={[
            { value: '', word: t.ourselves },
            ...vendors.map((party) => ({ value: party.partyId, word: party.name })),
          ]}
        />
      )}
      {relation === 'client' && <Tick label={t.signOff} isTicked={mustClientSignOff} onChange={setSignOff} />}
      <div className="sk-actions">
        <Button type="submit" isBusy={attach.isBusy}>
          {t.attachNow}
        </Button>
      </div>
    </Form>
  )
}
