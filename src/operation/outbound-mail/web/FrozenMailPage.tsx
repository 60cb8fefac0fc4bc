import { Empty } from '../../../webkit/Empty.tsx'
import { LiveMark } from '../../../webkit/LiveRefresh.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { exportFrozenMails, listFrozenMails } from '../retention/contract.ts'
import { mailListWords } from './list-words.ts'
import { mailColumns } from './mail-columns.tsx'
import { mailRetentionWords } from './retention-words.ts'
import './Mail.css'

/** Every mail that is frozen, for the privacy office: after a restore it is their work list. */
export function FrozenMailPage() {
  const t = usePhrases(mailRetentionWords)
  const list = usePhrases(mailListWords)
  const mails = useReadPages(listFrozenMails, {}, { topic: 'outbound-mail' })
  return (
    <Page title={t.frozenList} lead={t.frozenLead} action={<LiveMark />}>
      <Table
        caption={t.frozenList}
        columns={mailColumns(list)}
        pages={mails}
        rowKey={({ id }) => id}
        empty={<Empty text={t.noneFrozen} next={t.noneFrozenNext} />}
        exportOf={{ endpoint: exportFrozenMails, input: {} }}
      />
    </Page>
  )
}
