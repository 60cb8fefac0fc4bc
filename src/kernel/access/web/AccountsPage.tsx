import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { disableAccountEndpoint, enableAccountEndpoint, listAccounts, resetAccountEndpoint } from '../contract.ts'
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
  const accounts = useReadPages(listAccounts, search ? { search } : {}, { topic: 'accounts' })
  const disable = useAct(disableAccountEndpoint, { topics: TOPICS })
  const enable = useAct(enableAccountEndpoint, { topics: TOPICS })
  const reset = useAct(resetAccountEndpoint, { topics: TOPICS })
  const [link, setLink] = useState<string>()
  const [typed, setTyped] = useState(search)
  const columns = accountColumns(t, say, {
    disable: (account) => void disable.run(account),
    enable: (account) => void enable.run(account).then((made) => setLink(made?.link)),
    reset: (account) => void reset.run(account).then((made) => setLink(made?.link)),
  })
  return (
    <Page title={t.accounts} lead={t.accountsLead} problem={disable.problem ?? enable.problem ?? reset.problem}>
      {link && <OneTimeLink link={link} onClose={() => setLink(undefined)} />}
      <Form onSubmit={() => setFilters({ search: typed.trim() })} label={t.search} layout="bar">
        <TextField
          name="search"
          label={t.search}
          hint={t.searchHint}
          value={typed}
          onChange={setTyped}
          type="search"
          isOptional
        />
        <div className="sk-actions">
          <Button type="submit">{t.show}</Button>
        </div>
      </Form>
      <Table
        caption={t.list}
        columns={columns}
        pages={accounts}
        rowKey={(account) => account.id}
        empty={<Empty text={t.none} next={t.noneNext} />}
      />
      <InviteForm onIssued={setLink} />
    </Page>
  )
}
