import { useState } from 'react'
import { readDay } from '../../../base/read-day.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportPeople, listPeople } from '../contract.ts'
import { peopleColumns } from './people-columns.tsx'
import { peopleScreenWords } from './words.ts'

/** Everybody, as of a day; narrowed by part of a name, number or address. */
export function PeoplePage() {
  const t = usePhrases(peopleScreenWords)
  const say = useSay()
  const [filters, setFilters] = useFilters()
  const mayAdminister = useMay('people:administer')
  const asked = {
    ...(filters['search'] && { search: filters['search'] }),
    ...(filters['onDay'] && { onDay: filters['onDay'] }),
    isActiveOnly: filters['left'] === 'yes' ? 'false' : 'true',
  }
  const people = useReadPages(listPeople, asked, { topic: 'people' })
  const isNarrowed = Object.keys(filters).length > 0
  return (
    <Page
      title={t.people}
      lead={t.peopleLead}
      action={
        mayAdminister && (
          <div className="sk-actions">
            <ButtonLink to="/people/import">{t.import}</ButtonLink>
            <ButtonLink tone="main" to="/people/add">
              {t.add}
            </ButtonLink>
          </div>
        )
      }
    >
      <PeopleFilter filters={filters} onChange={setFilters} />
      <Table
        caption={t.list}
        columns={peopleColumns(t, say)}
        pages={people}
        rowKey={(person) => person.id}
        empty={
          isNarrowed ? (
            <Empty text={t.noneFound} next={t.noneFoundNext} />
          ) : (
            <Empty
              text={t.none}
              next={mayAdminister && t.noneNext}
              action={mayAdminister && <ButtonLink to="/people/import">{t.import}</ButtonLink>}
            />
          )
        }
        exportOf={{ endpoint: exportPeople, input: asked }}
      />
    </Page>
  )
}

function PeopleFilter(props: {
  readonly filters: Readonly<Record<string, string>>
  readonly onChange: (change: Record<string, string>) => void
}) {
  const t = usePhrases(peopleScreenWords)
  const { filters, onChange } = props
  const [search, setSearch] = useState(filters['search'] ?? '')
  const [onDay, setOnDay] = useState(filters['onDay'] ?? '')
  const submit = () => {
    const day = readDay(onDay)
    // The field itself says what is wrong with a day that cannot be read.
    if (day.ok || onDay.trim() === '') onChange({ search: search.trim(), onDay: day.ok ? day.day : '' })
  }
  return (
    <Form onSubmit={submit} label={t.search} layout="bar">
      <TextField
        name="search"
        label={t.search}
        hint={t.searchHint}
        value={search}
        onChange={setSearch}
        type="search"
        isOptional
      />
      <DayField name="onDay" label={t.onDay} hint={t.onDayHint} value={onDay} onChange={setOnDay} isOptional />
      <Tick
        label={t.includeLeft}
        isTicked={filters['left'] === 'yes'}
        onChange={(isTicked) => onChange({ left: isTicked ? 'yes' : '' })}
      />
      <div className="sk-actions">
        <Button type="submit">{t.show}</Button>
      </div>
    </Form>
  )
}
