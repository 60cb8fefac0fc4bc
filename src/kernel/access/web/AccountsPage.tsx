import { useState } from 'react'
import { Empty } from '../../../webkit/Empty.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import { useSearchedList } from '../../../webkit/table/use-searched-list.ts'
import { useAct } from '../../../webkit/use-act.ts'
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
  const accounts = useSearchedList(listAccounts, exportAccounts, { topic: 'accounts', name: 'search' })
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
        {...accounts}
        caption={t.list}
        hint={t.searchHint}
        columns={columns}
        rowKey={(account) => account.id}
        empty={<Empty text={t.none} next={t.noneNext} />}
      />
      <InviteForm onIssued={setLink} />
    </Page>
  )
}
