import { useState } from 'react'
import { Empty } from '../../../webkit/Empty.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import {
  disableAccountEndpoint,
  enableAccountEndpoint,
  exportAccounts,
  listAccounts,
  resetAccountEndpoint,
} from '../contract.ts'
import { accountColumns } from './account-columns.tsx'
import { accountWords } from './account-words.ts'
import { InviteForm } from './InviteForm.tsx'
import { OneTimeLink } from './OneTimeLink.tsx'

const TOPICS = ['accounts']

/** Who can sign in; a new link is shown once, above the list. */
export function AccountsPage() {
  const t = usePhrases(accountWords)
  const say = useSay()
  const [filters, setFilters] = useFilters()
  const search = filters['search'] ?? ''
  const asked = search ? { search } : {}
  const accounts = useReadPages(listAccounts, asked, { topic: 'accounts' })
  const disable = useAct(disableAccountEndpoint, { topics: TOPICS })
  const enable = useAct(enableAccountEndpoint, { topics: TOPICS })
  const reset = useAct(resetAccountEndpoint, { topics: TOPICS })
  const [link, setLink] = useState<string>()
  const columns = accountColumns(t, say, {
    disable: (account) => void disable.run(account),
    enable: (account) => void enable.run(account).then((made) => setLink(made?.link)),
    reset: (account) => void reset.run(account).then((made) => setLink(made?.link)),
  })
  return (
    <Page title={t.accounts} lead={t.accountsLead} problem={disable.problem ?? enable.problem ?? reset.problem}>
      {link && <OneTimeLink link={link} onClose={() => setLink(undefined)} />}
      <SearchedList
        caption={t.list}
        hint={t.searchHint}
        text={search}
        onSearch={(next) => setFilters({ search: next })}
        columns={columns}
        pages={accounts}
        rowKey={(account) => account.id}
        empty={<Empty text={t.none} next={t.noneNext} />}
        exportOf={{ endpoint: exportAccounts, input: asked }}
      />
      <InviteForm onIssued={setLink} />
    </Page>
  )
}
