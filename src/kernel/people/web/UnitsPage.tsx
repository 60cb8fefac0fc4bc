import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { useMay } from '../../../webkit/session.ts'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { addUnitEndpoint, exportUnits, showUnits } from '../contract.ts'
import { unitKindWords } from '../words.ts'
import { ChangeUnit } from './ChangeUnit.tsx'
import { unitWords } from './unit-words.ts'
import { unitsInOrder } from './units-in-order.ts'
import { UNIT_KIND_NAMES } from './shown-person.ts'
import { type PeopleWords, peopleScreenWords } from './words.ts'
import './UnitsPage.css'

interface UnitInTree {
  readonly unit: OutputOf<typeof showUnits>['units'][number]
  readonly depth: number
}

/** The tree of units, with how many people each has. */
export function UnitsPage() {
  const t = usePhrases(peopleScreenWords)
  const say = useSay()
  const units = useRead(showUnits, {}, { topic: 'people' })
  const mayAdminister = useMay('people:administer')
  const rows = unitsInOrder(units.data?.units ?? [])
  const usedWords = usePhrases(unitWords)
  const [changingId, setChangingId] = useState<string>()
  const changed = rows.find(({ unit }) => unit.id === changingId)?.unit
  return (
    <Page title={t.units} lead={t.unitsLead}>
      {units.data ? (
        <Table
          caption={t.units}
          rows={rows}
          rowKey={({ unit }) => unit.id}
          empty={<Empty text={t.unitsNone} next={mayAdminister && t.unitsNoneNext} />}
          columns={mayAdminister ? [...unitColumns(t, say), changing(usedWords, setChangingId)] : unitColumns(t, say)}
          exportOf={{ endpoint: exportUnits, input: {} }}
        />
      ) : (
        <Waiting on={units} />
      )}
      {mayAdminister && changed && (
        <ChangeUnit
          key={changed.id}
          unit={changed}
          units={rows.map(({ unit }) => unit)}
          onClose={() => setChangingId(undefined)}
        />
      )}
      {mayAdminister && <AddUnitForm parents={rows.map(({ unit }) => unit)} />}
    </Page>
  )
}

/** Units stand under their parents by their indent. */
function unitColumns(t: PeopleWords, say: (word: Word) => string): readonly Column<UnitInTree>[] {
  return [
    {
      id: 'name',
      head: t.unitName,
      kind: 'main',
      cell: ({ unit, depth }) => (
        <span className="sk-unit" data-depth={Math.min(depth, 6)}>
          {unit.name}
        </span>
      ),
    },
    { id: 'kind', head: t.unitKind, kind: 'short', cell: ({ unit }) => say(unitKindWords[unit.kind]) },
    {
      id: 'members',
      head: t.members,
      kind: 'number',
      cell: ({ unit }) => <Counted count={unit.memberCount} unit={t.peopleUnit} />,
    },
  ]
}

function changing(t: typeof unitWords.ja, change: (unitId: string) => void): Column<UnitInTree> {
  return {
    id: 'change',
    head: t.change,
    cell: ({ unit }) => (
      <Button tone="quiet" label={t.changeLabel(unit.name)} onPress={() => change(unit.id)}>
        {t.change}
      </Button>
    ),
  }
}

function AddUnitForm({ parents }: { readonly parents: readonly { readonly id: string; readonly name: string }[] }) {
  const t = usePhrases(peopleScreenWords)
  const words = useWords()
  const say = useSay()
  const add = useAct(addUnitEndpoint, { topics: ['people'] })
  const [name, setName] = useState('')
  const [kind, setKind] = useState('workplace')
  const [parentId, setParentId] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  // A party's unit is made on the party's own page, or with its first worker.
  const kinds = UNIT_KIND_NAMES.filter((each) => each !== 'party')
  const submit = async () => {
    const chosen = kinds.find((each) => each === kind)
    const isNamed = name.trim() !== ''
    setErrors(isNamed ? {} : { name: words.fields.errors.missing })
    if (!chosen || !isNamed) return
    const made = await add.run({ name, kind: chosen, ...(parentId !== '' && { parentId }) })
    if (made) setName('')
  }
  return (
    <Section title={t.addUnit}>
      <Form onSubmit={submit} problem={add.problem} errors={errors}>
        <TextField name="name" label={t.unitName} value={name} onChange={setName} autoComplete="off" />
        <SelectField
          name="kind"
          label={t.unitKind}
          value={kind}
          onChange={setKind}
          choices={kinds.map((each) => ({ value: each, word: say(unitKindWords[each]) }))}
        />
        <SelectField
          name="parentId"
          label={t.parent}
          value={parentId}
          onChange={setParentId}
          choices={[{ value: '', word: t.topUnit }, ...parents.map((unit) => ({ value: unit.id, word: unit.name }))]}
        />
        <div className="sk-actions">
          <Button type="submit" tone="main" isBusy={add.isBusy}>
            {t.register}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
