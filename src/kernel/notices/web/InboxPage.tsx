import type { Language } from '../../../base/words.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { exportNotices, listNotices, markAllNoticesRead, markNoticeRead, type Notice } from '../contract.ts'
import { inboxWords } from './words.ts'

const TOPICS = ['notices']

function inboxColumns(
  t: typeof inboxWords.ja,
  language: Language,
  follow: (notice: Notice) => void,
): readonly Column<Notice>[] {
  return [
    {
      id: 'title',
      head: t.what,
      kind: 'main',
      cell: (notice) => (
        <PageLink to={notice.link} onFollow={() => follow(notice)}>
          {notice.title[language]}
        </PageLink>
      ),
    },
    { id: 'body', head: t.body, cell: (notice) => notice.body[language] },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (notice) => (
        <StatusWord tone={notice.isRead ? 'plain' : 'waiting'} word={notice.isRead ? t.read : t.unread} />
      ),
    },
    { id: 'at', head: t.at, kind: 'short', cell: (notice) => <Instant at={notice.createdAt} /> },
  ]
}

/** The inbox of the person signed in. Following a notice marks it as read. */
export function InboxPage() {
  const t = usePhrases(inboxWords)
  const language = useLanguage()
  const notices = useReadPages(listNotices, {}, { topic: 'notices' })
  const readOne = useAct(markNoticeRead, { topics: TOPICS })
  const readAll = useAct(markAllNoticesRead, { topics: TOPICS })
  const newest = notices.rows?.[0]
  const hasUnread = notices.rows?.some((notice) => !notice.isRead) ?? false

  const follow = (notice: Notice) => void (notice.isRead ? undefined : readOne.run({ noticeId: notice.id }))
  return (
    <Page
      title={t.title}
      lead={t.lead}
      problem={readAll.problem ?? readOne.problem}
      action={
        newest && (
          <Button
            onPress={() => readAll.run({ upToId: newest.id })}
            isBusy={readAll.isBusy}
            disabledReason={hasUnread ? undefined : t.nothingUnread}
          >
            {t.readAll}
          </Button>
        )
      }
    >
      <Table
        caption={t.list}
        columns={inboxColumns(t, language, follow)}
        pages={notices}
        rowKey={(notice) => notice.id}
        empty={<Empty text={t.none} next={t.noneNext} />}
        exportOf={{ endpoint: exportNotices, input: {} }}
      />
    </Page>
  )
}
