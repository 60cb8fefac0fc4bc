import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { exportRosterGuests, inviteRosterGuest, listRosterGuests, revokeRosterGuest } from '../contract.ts'
import { guestAnswerWords } from '../words.ts'
import { rosterGuestWords } from './guest-words.ts'
import type { Engagement } from './shown-engagement.ts'

const TOPICS = { topics: ['vendors'] }
const DAYS = [7, 14, 30]
const TONES = {
  invited: 'waiting',
  opened: 'waiting',
  confirmed: 'passed',
  disputed: 'stopped',
  expired: 'later',
  revoked: 'later',
} as const

/** ゲストによる確認: whom we have asked by a link, what they answered, and asking another. */
export function RosterGuests({ engagement }: { readonly engagement: Engagement }) {
  const t = usePhrases(rosterGuestWords)
  const [link, setLink] = useState<string>()
  return (
    <Section title={t.section}>
      <p>{t.sectionLead}</p>
      {link !== undefined && (
        <div className="sk-guest-link">
          <h3>{t.link}</h3>
          <output>{t.linkOnce}</output>
          <p>
            <code>{new URL(link, window.location.origin).href}</code>
          </p>
          <Button onPress={() => setLink(undefined)}>{t.close}</Button>
        </div>
      )}
      <Guests engagementId={engagement.id} />
      {engagement.status === 'active' && <Invite engagement={engagement} onIssued={setLink} />}
    </Section>
  )
}

type Guest = OutputOf<typeof listRosterGuests>['items'][number]

function Guests({ engagementId }: { readonly engagementId: string }) {
  const t = usePhrases(rosterGuestWords)
  const say = useSay()
  const guests = useReadPages(listRosterGuests, { engagementId }, { topic: 'vendors' })
  const revoke = useAct(revokeRosterGuest, TOPICS)
  const end = ({ linkId }: Guest) => revoke.run({ linkId })
  return (
    <>
      {revoke.problem && <ProblemNotice problem={revoke.problem} />}
      <Table
        caption={t.guests}
        pages={guests}
        rowKey={({ linkId }) => linkId}
        empty={<Empty text={t.none} next={t.noneNext} />}
        exportOf={{ endpoint: exportRosterGuests, input: { engagementId } }}
        columns={[...guestColumns(t, say), revoking(t, revoke.isBusy, end)]}
      />
    </>
  )
}

const OPEN: ReadonlySet<Guest['answer']> = new Set(['invited', 'opened', 'disputed'])

function guestColumns(t: typeof rosterGuestWords.ja, say: (word: Word) => string): readonly Column<Guest>[] {
  return [
    { id: 'name', head: t.name, kind: 'main', cell: ({ personName }) => personName },
    { id: 'vendor', head: t.vendor, cell: ({ partyName }) => partyName },
    { id: 'address', head: t.address, cell: ({ address }) => <MailAddress address={address} /> },
    {
      id: 'answer',
      head: t.answer,
      cell: ({ answer, answeredAt, comment }) => (
        <>
          <StatusWord tone={TONES[answer]} word={say(guestAnswerWords[answer])} />
          {answeredAt && (
            <div className="sk-note">
              <Instant at={answeredAt} />
            </div>
          )}
          {comment && <div>{comment}</div>}
        </>
      ),
    },
    { id: 'expires', head: t.expires, cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
  ]
}

function revoking(t: typeof rosterGuestWords.ja, isBusy: boolean, end: (guest: Guest) => unknown): Column<Guest> {
  return {
    id: 'revoke',
    head: t.revoke,
    cell: (guest) =>
      OPEN.has(guest.answer) && (
        <Button tone="quiet" onPress={() => end(guest)} isBusy={isBusy} label={t.revokeOf(guest.personName)}>
          {t.revoke}
        </Button>
      ),
  }
}

function Invite(props: { readonly engagement: Engagement; readonly onIssued: (link: string) => void }) {
  const t = usePhrases(rosterGuestWords)
  const { missing, invalid_value } = useWords().fields.errors
  const invite = useAct(inviteRosterGuest, TOPICS)
  const vendors = props.engagement.parties.filter(({ relation }) => relation === 'vendor')
  const [partyId, setPartyId] = useState('')
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [days, setDays] = useState('14')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const wrong = {
      ...(partyId === '' && { partyId: invalid_value }),
      ...(name.trim() === '' && { name: missing }),
      ...(address.trim() === '' && { address: missing }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const made = await invite.run({
      engagementId: props.engagement.id,
      partyId,
      name: name.trim(),
      address: address.normalize('NFKC').trim(),
      days: Number(days),
    })
    if (!made) return
    setName('')
    setAddress('')
    props.onIssued(made.link)
  }
  return (
    <>
      <h3>{t.invite}</h3>
      <Form onSubmit={submit} problem={invite.problem} errors={errors} label={t.invite}>
        <SelectField
          name="partyId"
          label={t.vendor}
          value={partyId}
          onChange={setPartyId}
          choices={[
            { value: '', word: t.chooseVendor },
            ...vendors.map((party) => ({ value: party.partyId, word: party.name })),
          ]}
        />
        <TextField name="name" label={t.name} value={name} onChange={setName} autoComplete="off" maxLength={100} />
        <TextField
          name="address"
          label={t.address}
          hint={t.addressHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={address}
          onChange={setAddress}
        />
        <SelectField
          name="days"
          label={t.days}
          value={days}
          onChange={setDays}
          choices={DAYS.map((count) => ({ value: String(count), word: t.dayCount(count) }))}
        />
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={invite.isBusy}>
            {t.issue}
          </Button>
        </div>
      </Form>
    </>
  )
}
