import type { z } from 'zod'
import { addressOf } from '../../../webkit/api.ts'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { ListViews } from '../../../webkit/table/ListViews.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import {
  downloadOutsideMessage,
  exportOutsideMailbox,
  listOutsideMailbox,
  type OutsideMessageLine,
} from '../contract.ts'
import { mailSettingsWords } from './settings-words.ts'
import './Mail.css'

const VIEWS = ['mail', 'notices'] as const

/** 社外メールボックス: where the demonstration's mail arrives instead of the world. */
export function OutsideMailboxPage() {
  const t = usePhrases(mailSettingsWords)
  const [filters] = useFilters()
  const of = VIEWS.find((one) => one === filters['of']) ?? 'mail'
  const messages = useReadPages(listOutsideMailbox, { of }, { topic: 'outside-mailbox' })
  return (
    <Page title={t.mailbox} lead={t.mailboxLead}>
      <ListViews
        label={t.mailboxViewsLabel}
        to="/outside-mailbox"
        views={VIEWS.map((one) => ({ id: one, word: t.mailboxViews[one], search: { of: one }, isCurrent: one === of }))}
      />
      <Table
        caption={t.mailbox}
        columns={messageColumns(t)}
        pages={messages}
        rowKey={({ id }) => id}
        empty={
          of === 'mail' ? (
            <Empty text={t.mailboxNone} next={t.mailboxNext} />
          ) : (
            <Empty text={t.mailboxNoNotices} next={t.mailboxNoNoticesNext} />
          )
        }
        exportOf={{ endpoint: exportOutsideMailbox, input: { of } }}
      />
    </Page>
  )
}

function messageColumns(t: typeof mailSettingsWords.ja): readonly Column<z.output<typeof OutsideMessageLine>>[] {
  return [
    { id: 'subject', head: t.subject, kind: 'main', cell: ({ subjectLine }) => subjectLine || t.noSubject },
    {
      id: 'to',
      head: t.to,
      cell: ({ recipients }) =>
        recipients.map((address) => (
          <div key={address}>
            <MailAddress address={address} />
          </div>
        )),
    },
    { id: 'at', head: t.deliveredAt, cell: ({ deliveredAt }) => <Instant at={deliveredAt} /> },
    { id: 'size', head: t.size, kind: 'number', cell: ({ byteCount }) => <FileSize byteCount={byteCount} /> },
    {
      id: 'bytes',
      head: t.hash,
      cell: ({ id, sha256, subjectLine }) => (
        <>
          <code className="sk-mail-note">{sha256.slice(0, 16)}…</code>{' '}
          <a
            className="sk-mail-save"
            href={addressOf(downloadOutsideMessage, { id })}
            download
            aria-label={t.bytesOf(subjectLine || t.noSubject)}
          >
            {t.bytes}
          </a>
        </>
      ),
    },
  ]
}
