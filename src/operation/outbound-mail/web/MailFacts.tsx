import { FileSize } from '../../../webkit/Counted.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailView } from '../contract.ts'
import { mailClassWords } from '../words.ts'
import { mailEvidenceWords } from './evidence-words.ts'
import { mailListWords } from './list-words.ts'

/** The rest: how it came in, and what it is known by. */
export function MailFacts({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(mailEvidenceWords)
  const list = usePhrases(mailListWords)
  const say = useSay()
  return (
    <Section title={t.facts}>
      {mail.duplicateOfId && (
        <p>
          {t.duplicate} <PageLink to={`/outbound-mail/${mail.duplicateOfId}`}>{t.toFirst}</PageLink>
        </p>
      )}
      <Facts
        of={[
          [t.headerFrom, mail.headerFrom || '—'],
          [t.envelopeSender, mail.envelopeSender ? <MailAddress key="sender" address={mail.envelopeSender} /> : '—'],
          [list.received, <Instant key="at" at={mail.receivedAt} />],
          [t.entry, t.entries[mail.entry]],
          [t.kind, say(mailClassWords[mail.mailClass])],
          [t.size, <FileSize key="size" byteCount={mail.byteCount} />],
          [t.hash, <code key="hash">{mail.sha256}</code>],
        ]}
      />
    </Section>
  )
}
