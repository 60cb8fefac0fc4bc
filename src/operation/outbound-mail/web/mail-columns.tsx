import { Instant } from '../../../webkit/Instant.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import type { MailLine } from '../contract.ts'
import type { mailListWords } from './list-words.ts'
import { MailStageWord } from './MailStageWord.tsx'

/** A mail in a list: what it is, from whom and to whom, what was found, until when, where it stands. */
export function mailColumns(t: typeof mailListWords.ja): readonly Column<MailLine>[] {
  return [
    {
      id: 'subject',
      head: t.subject,
      kind: 'main',
      cell: (line) => <PageLink to={`/outbound-mail/${line.id}`}>{line.subjectLine || t.noSubject}</PageLink>,
    },
    { id: 'state', head: t.state, kind: 'short', cell: (line) => <MailStageWord line={line} /> },
    { id: 'author', head: t.author, kind: 'short', cell: (line) => line.authorName ?? t.unknownAuthor },
    {
      id: 'recipients',
      head: t.recipients,
      cell: ({ outsideDomains, outsideCount }) => (
        <>
          {outsideDomains.slice(0, 2).map((domain) => (
            <div key={domain} className="sk-mail-domain">
              {domain}
            </div>
          ))}
          <span className="sk-mail-note">
            {outsideDomains.length > 2 && `${t.andOthers} `}
            {t.recipientCount(outsideCount)}
          </span>
        </>
      ),
    },
    {
      id: 'findings',
      head: t.findings,
      kind: 'number',
      cell: ({ findingCount }) => (findingCount === undefined ? '' : t.findingCount(findingCount)),
    },
    {
      id: 'expires',
      head: t.expires,
      kind: 'text',
      cell: ({ custody, expiresAt }) => custody === 'held' && expiresAt && <Instant at={expiresAt} />,
    },
  ]
}
