import { useAct } from '../../../webkit/use-act.ts'
import { Tick } from '../../../webkit/form/fields.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusWord, type StatusTone } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { dropRecipient, type MailRecipient, type MailView } from '../contract.ts'
import { deliveryWords } from '../words.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { mailEvidenceWords } from './evidence-words.ts'
import { type Place, type RecipientGroup, recipientGroups } from './recipient-groups.ts'
import type { Looking } from './use-looking.ts'
import { recipientKey, type ToLookAt } from './what-is-missing.ts'

const TONES: Record<Place, StatusTone | 'plain'> = {
  other_client: 'stopped',
  unexplained: 'stopped',
  undetermined: 'stopped',
  general: 'plain',
  explained: 'passed',
  internal: 'plain',
  removed: 'plain',
}

export interface RecipientsProps {
  readonly mail: MailView
  readonly looking: Looking
  readonly toLookAt: ToLookAt | undefined
  readonly onDropped: () => void
}

/** To whom it goes, by party: those that do not belong come first, in vermilion. */
export function Recipients({ mail, looking, toLookAt, onDropped }: RecipientsProps) {
  const t = usePhrases(mailEvidenceWords)
  const drop = useAct(dropRecipient, { topics: ['outbound-mail'] })
  const outside = mail.recipients.filter((one) => one.isOutside && one.delivery !== 'removed')
  const mayDrop = mail.standing === 'author' && mail.custody === 'held' && outside.length > 1
  const dropOne = async (recipientId: string) => {
    const revisionHash = mail.panel?.revisionHash
    if (revisionHash && (await drop.run({ mailId: mail.id, revisionHash, recipientId }))) onDropped()
  }
  return (
    <Section title={t.recipientsTitle} aside={<span>{t.outsideCount(outside.length)}</span>}>
      {drop.problem && <ProblemNotice problem={drop.problem} />}
      {toLookAt?.ticks.some((key) => key.startsWith('recipient ')) && <p>{t.tickEach}</p>}
      {recipientGroups(mail).map((group) => (
        <Group key={`${group.place} ${group.partyNames.join(' ')}`} group={group}>
          {group.recipients.map((recipient) => (
            <li key={recipient.id} data-look={recipientKey(recipient.id)} ref={looking.watch}>
              <Recipient recipient={recipient} mail={mail} looking={looking} toLookAt={toLookAt} />
              {mayDrop && recipient.isOutside && recipient.delivery === 'held' && (
                <ConfirmedButton
                  text={t.drop}
                  label={t.dropLabel(recipient.address)}
                  asks={t.dropAsk}
                  yes={t.dropYes}
                  isBusy={drop.isBusy}
                  onConfirm={() => dropOne(recipient.id)}
                />
              )}
            </li>
          ))}
        </Group>
      ))}
    </Section>
  )
}

function Group({ group, children }: { readonly group: RecipientGroup; readonly children: React.ReactNode }) {
  const t = usePhrases(mailEvidenceWords)
  const name = group.partyNames.join(t.between) || (group.place === 'internal' ? '' : t.unregistered)
  return (
    <div className="sk-mail-party" data-place={group.place}>
      <h3>
        {name}
        <StatusWord tone={TONES[group.place]} word={t.places[group.place]} />
      </h3>
      <ul>{children}</ul>
    </div>
  )
}

function Recipient(props: {
  readonly recipient: MailRecipient
  readonly mail: MailView
  readonly looking: Looking
  readonly toLookAt: ToLookAt | undefined
}) {
  const { recipient, mail, looking, toLookAt } = props
  const t = usePhrases(mailEvidenceWords)
  const say = useSay()
  const key = recipientKey(recipient.id)
  const address = <MailAddress address={recipient.address} />
  return (
    <div className="sk-mail-recipient">
      {toLookAt?.ticks.includes(key) ? (
        <Tick label={address} isTicked={looking.ticked.has(key)} onChange={(isTicked) => looking.tick(key, isTicked)} />
      ) : (
        <p>{address}</p>
      )}
      {recipient.isShown === false && recipient.isOutside && <p className="sk-mail-note">{t.bcc}</p>}
      {/* Of what has left custody the outcome tells. */}
      {mail.custody === 'held' && recipient.delivery !== 'held' && recipient.delivery !== 'removed' && (
        <p className="sk-mail-note">
          {say(deliveryWords[recipient.delivery])}
          {recipient.lastReply && ` — ${recipient.lastReply}`}
        </p>
      )}
    </div>
  )
}
