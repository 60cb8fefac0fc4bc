import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { ChoiceField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { addPartyDomain, closeParty, endPartyDomain, readParty } from '../contract.ts'
import { domainCoversWords, engagementStatusWords, partyStatusWords, relationWords } from '../words.ts'
import { ChangePartyForm } from './ChangePartyForm.tsx'
import { PartyPeople } from './PartyPeople.tsx'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type Party = OutputOf<typeof readParty>
type Domain = Party['domains'][number]
type Covers = Domain['covers']
const TOPICS = ['vendors']

/** One party: its domains, its engagements. */
export function PartyPage() {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const partyId = usePathParameter('partyId')
  const mayEdit = useMay('vendors:edit')
  const mayAddPeople = useMay('people:administer')
  const read = useRead(readParty, { partyId }, { topic: 'vendors' })
  const party = read.data
  if (!party) {
    return (
      <Page title={t.parties}>
        <Waiting on={read} />
      </Page>
    )
  }
  const tone = party.status === 'open' ? 'passed' : 'later'
  return (
    <Page title={party.name} lead={<StatusWord tone={tone} word={say(partyStatusWords[party.status])} />}>
      <Section title={t.record}>
        <Facts of={[[t.corporateNumber, party.corporateNumber ?? '—']]} />
        {/* After a change by somebody else the form begins again from what is there now. */}
        {mayEdit && party.status === 'open' && <ChangePartyForm key={party.version} party={party} />}
      </Section>
      <Domains party={party} mayEdit={mayEdit} />
      <Section title={t.partyEngagements}>
        {party.engagements.length === 0 ? (
          <p>{t.noPartyEngagements}</p>
        ) : (
          <ul>
            {party.engagements.map((one) => (
              <li key={`${one.engagementId} ${one.relation}`}>
                <PageLink to={`/vendors/engagements/${one.engagementId}`}>{one.name}</PageLink>{' '}
                {say(relationWords[one.relation])} ({say(engagementStatusWords[one.status])})
              </li>
            ))}
          </ul>
        )}
      </Section>
      {mayAddPeople && party.status === 'open' && <PartyPeople key={party.id} party={party} />}
      {mayEdit && party.status === 'open' && <CloseParty party={party} />}
    </Page>
  )
}

function Domains({ party, mayEdit }: { readonly party: Party; readonly mayEdit: boolean }) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const end = useAct(endPartyDomain, { topics: TOPICS })
  const takeOff = (domain: Domain) => end.run({ domainId: domain.id })
  const shown = columns(t, say)
  return (
    <Section title={t.domains}>
      {end.problem && <ProblemNotice problem={end.problem} />}
      <Table
        caption={t.domains}
        rows={party.domains}
        rowKey={(domain) => domain.id}
        empty={<Empty text={t.noDomains} next={t.noDomainsNext} />}
        columns={mayEdit ? [...shown, ending(t, end.isBusy, takeOff)] : shown}
      />
      {mayEdit && <AddDomain partyId={party.id} />}
    </Section>
  )
}

function columns(t: VendorsWords, say: (word: Word) => string): readonly Column<Domain>[] {
  return [
    { id: 'name', head: t.domain, kind: 'main', cell: (domain) => domain.name },
    { id: 'covers', head: t.covers, cell: (domain) => say(domainCoversWords[domain.covers]) },
    {
      id: 'shared',
      head: t.shared,
      cell: (domain) => (domain.sharedWith.length > 0 ? t.sharedWarning(domain.sharedWith.join('、')) : '—'),
    },
  ]
}

function ending(t: VendorsWords, isBusy: boolean, takeOff: (domain: Domain) => unknown): Column<Domain> {
  return {
    id: 'end',
    head: t.endDomain,
    cell: (domain) => (
      <Button tone="quiet" onPress={() => takeOff(domain)} isBusy={isBusy} label={t.endDomainOf(domain.name)}>
        {t.endDomain}
      </Button>
    ),
  }
}

function AddDomain({ partyId }: { readonly partyId: string }) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const add = useAct(addPartyDomain, { topics: TOPICS })
  const [name, setName] = useState('')
  const [covers, setCovers] = useState<Covers>('subdomains')
  const submit = async () => {
    const added = await add.run({ partyId, covers: name.includes('@') ? 'address' : covers, name })
    if (added) setName('')
  }
  return (
    <Form onSubmit={submit} problem={add.problem} label={t.domains}>
      <TextField name="name" label={t.domain} hint={t.domainHint} value={name} onChange={setName} autoComplete="off" />
      {!name.includes('@') && (
        <ChoiceField
          name="covers"
          label={t.covers}
          value={covers}
          onChange={(value) => setCovers(value === 'domain' ? 'domain' : 'subdomains')}
          choices={(['subdomains', 'domain'] as const).map((value) => ({ value, word: say(domainCoversWords[value]) }))}
        />
      )}
      <div className="sk-actions">
        <Button type="submit" isBusy={add.isBusy}>
          {t.addDomain}
        </Button>
      </div>
    </Form>
  )
}

function CloseParty({ party }: { readonly party: Party }) {
  const t = usePhrases(vendorsScreenWords)
  const close = useAct(closeParty, { topics: TOPICS })
  return (
    <Section title={t.closeParty}>
      <p>{t.closePartyLead}</p>
      {close.problem && <ProblemNotice problem={close.problem} />}
      <div className="sk-actions">
        <Button
          tone="danger"
          onPress={() => close.run({ partyId: party.id, version: party.version })}
          isBusy={close.isBusy}
        >
          {t.closeParty}
        </Button>
      </div>
    </Section>
  )
}
