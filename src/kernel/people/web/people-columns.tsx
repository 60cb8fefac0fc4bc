import type { Word } from '../../../base/words.ts'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { PersonName } from '../../../webkit/PersonName.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import type { PersonRow } from '../contract.ts'
import { roleWords } from '../words.ts'
import type { PeopleWords } from './words.ts'

/** The columns of every list of people. */
export function peopleColumns(t: PeopleWords, say: (word: Word) => string): readonly Column<PersonRow>[] {
  return [
    {
      id: 'name',
      head: t.name,
      kind: 'main',
      cell: (person) => (
        <PersonName name={person.name} unit={person.nameKana ?? undefined} to={`/people/${person.id}`} />
      ),
    },
    {
      id: 'memberships',
      head: t.memberships,
      cell: (person) =>
        person.memberships.length === 0
          ? t.noMembership
          : person.memberships.map((membership) => (
              <div key={membership.id}>
                {membership.unitName} {say(roleWords[membership.role])}
              </div>
            )),
    },
    { id: 'address', head: t.address, cell: (person) => person.address && <MailAddress address={person.address} /> },
    { id: 'staffNumber', head: t.staffNumber, kind: 'short', cell: (person) => person.staffNumber },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (person) => <StatusWord tone="plain" word={person.isActive ? t.isActive : t.hasLeft} />,
    },
  ]
}
