import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { PersonName } from '../../../webkit/PersonName.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import type { listAccounts } from '../contract.ts'
import { accountStatusWords } from '../words.ts'
import type { AccountWords } from './account-words.ts'

type Account = OutputOf<typeof listAccounts>['items'][number]
type OnAccount = (account: { readonly accountId: string; readonly version: number }) => void

export interface AccountActs {
  readonly disable: OnAccount
  readonly enable: OnAccount
  readonly reset: OnAccount
}

const TONES = { active: 'plain', invited: 'waiting', disabled: 'stopped' } as const

/** The accounts with what may be done to each now. */
export function accountColumns(
  t: AccountWords,
  say: (word: Word) => string,
  acts: AccountActs,
): readonly Column<Account>[] {
  const button = (account: Account, word: string, act: OnAccount) => (
    <Button
      label={t.of(word, account.personName)}
      onPress={() => act({ accountId: account.id, version: account.version })}
    >
      {word}
    </Button>
  )
  return [
    {
      id: 'person',
      head: t.person,
      kind: 'main',
      cell: (account) => <PersonName name={account.personName} to={`/people/${account.personId}`} />,
    },
    { id: 'email', head: t.email, cell: (account) => <MailAddress address={account.email} /> },
    {
      id: 'status',
      head: t.status,
      kind: 'short',
      cell: (account) => <StatusWord tone={TONES[account.status]} word={say(accountStatusWords[account.status])} />,
    },
    { id: 'totp', head: t.totp, kind: 'short', cell: (account) => (account.hasTotp ? t.totpYes : t.totpNo) },
    {
      id: 'act',
      head: t.act,
      cell: (account) => (
        <div className="sk-actions">
          {account.status === 'disabled' ? (
            button(account, t.enable, acts.enable)
          ) : (
            <>
              {button(account, t.disable, acts.disable)}
              {button(account, t.reset, acts.reset)}
            </>
          )}
        </div>
      ),
    },
  ]
}
