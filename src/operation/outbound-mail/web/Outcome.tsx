import type { Station } from '../../../base/gate-panel.ts'
import type { Word } from '../../../base/words.ts'
import { Instant } from '../../../webkit/Instant.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { type StatusTone, StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailRecipient, MailView } from '../contract.ts'
import { deliveryWords, mailCheckWords } from '../words.ts'
import { mailOutcomeWords } from './outcome-words.ts'

type OutcomeWords = typeof mailOutcomeWords.ja

const TONES: Record<MailRecipient['delivery'], StatusTone> = {
  held: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  delivered: 'passed',
  deferred: 'waiting',
  bounced: 'stopped',
  removed: 'later',
  cancelled: 'later',
}

/** After a mail has left custody: which recipients received it when, why the others did not, who looked, and what for. */
export function Outcome({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(mailOutcomeWords)
  const say = useSay()
  const outside = mail.recipients.filter(({ isOutside }) => isOutside)
  const delivered = outside.filter(({ delivery }) => delivery === 'delivered').length
  return (
    <>
      <Section title={t.title}>
        <p>{t.counts(delivered, outside.length)}</p>
        <Table
          caption={t.title}
          rows={mail.recipients}
          rowKey={({ id }) => id}
          columns={recipientColumns(t, say)}
          empty={null}
        />
      </Section>
      <Section title={t.whoTitle}>
        <Deciders stations={mail.panel?.stations ?? []} />
      </Section>
      <Section title={t.whyTitle}>
        <Facts
          of={[
            [t.engagement, mail.engagement?.name ?? t.noEngagement],
            [t.purpose, mail.purpose ?? '—'],
            [t.attachments, mail.reading ? t.attachmentCount(mail.reading.attachments.length) : t.unread],
            ...(mail.releasedAt ? [[t.releasedAt, <Instant key="released" at={mail.releasedAt} />] as const] : []),
          ]}
        />
      </Section>
    </>
  )
}

function recipientColumns(t: OutcomeWords, say: (word: Word) => string): readonly Column<MailRecipient>[] {
  return [
    { id: 'recipient', head: t.recipient, kind: 'main', cell: ({ address }) => <MailAddress address={address} /> },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: ({ delivery, settledAt }) => (
        <>
          <StatusWord tone={TONES[delivery]} word={say(deliveryWords[delivery])} />
          {settledAt && (
            <p className="sk-mail-note">
              <Instant at={settledAt} />
            </p>
          )}
        </>
      ),
    },
    { id: 'why', head: t.why, cell: (recipient) => <Why recipient={recipient} /> },
  ]
}

function Why({ recipient }: { readonly recipient: MailRecipient }) {
  const t = usePhrases(mailOutcomeWords)
  const { delivery, nextTryAt, lastReply } = recipient
  return (
    <>
      <p>{t.reasons[delivery]}</p>
      {delivery === 'deferred' && nextTryAt && (
        <p>
          {t.nextTry}: <Instant at={nextTryAt} />
        </p>
      )}
      {lastReply && delivery !== 'delivered' && (
        <p className="sk-mail-note">
          {t.reply}: {lastReply}
        </p>
      )}
    </>
  )
}

interface Decider {
  readonly id: string
  readonly check: string
  readonly person: Station['people'][number]
}

function Deciders({ stations }: { readonly stations: readonly Station[] }) {
  const t = usePhrases(mailOutcomeWords)
  const say = useSay()
  const deciders = stations.flatMap(({ check, people }) =>
    people.flatMap((person, at): Decider[] => (person.decidedAt ? [{ id: `${check} ${at}`, check, person }] : [])),
  )
  return (
    <Table
      caption={t.whoTitle}
      rows={deciders}
      rowKey={({ id }) => id}
      columns={deciderColumns(t, say)}
      empty={<p>{t.nobody}</p>}
    />
  )
}

function deciderColumns(t: OutcomeWords, say: (word: Word) => string): readonly Column<Decider>[] {
  const checkWord = (check: string) => {
    const word = mailCheckWords[check as keyof typeof mailCheckWords]
    return word ? say(word) : check
  }
  return [
    { id: 'check', head: t.check, kind: 'main', cell: ({ check }) => checkWord(check) },
    {
      id: 'who',
      head: t.who,
      cell: ({ person }) =>
        [person.name, person.actingFor && `(${t.actingFor(person.actingFor)})`].filter(Boolean).join(' '),
    },
    { id: 'when', head: t.when, cell: ({ person }) => person.decidedAt && <Instant at={person.decidedAt} /> },
    { id: 'comment', head: t.comment, cell: ({ person }) => person.comment ?? '—' },
  ]
}
