import { PageLink } from '../../../webkit/PageLink.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { countUnreadNotices } from '../contract.ts'
import { inboxWords } from './words.ts'

/** The way to the inbox, with the number of unread notices. */
export function InboxLink() {
  const t = usePhrases(inboxWords)
  const { data } = useRead(countUnreadNotices, {}, { topic: 'notices' })
  const count = data?.count ?? 0
  if (count === 0) return <PageLink to="/notices">{t.title}</PageLink>
  return (
    <PageLink to="/notices">
      <span aria-hidden="true">{t.title}</span>
      <span className="sk-inbox-count" aria-hidden="true">
        {count}
      </span>
      <span className="sk-hidden">{t.link(count)}</span>
    </PageLink>
  )
}
