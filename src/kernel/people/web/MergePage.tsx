import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { formatDay } from '../../../base/format-day.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useGoTo, usePathParameter } from '../../../webkit/path-parameters.ts'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { listPeople, mergePersonsEndpoint, previewMerge } from '../contract.ts'
import { roleWords } from '../words.ts'
import { mergeWords } from './merge-words.ts'

type Preview = OutputOf<typeof previewMerge>
type Side = Preview['from']

/** 統合: two records side by side, what joining them brings, and then the act. */
export function MergePage() {
  const t = usePhrases(mergeWords)
  const personId = usePathParameter('personId')
  const [search, setSearch] = useState('')
  const [intoId, setIntoId] = useState('')
  const found = useRead(
    listPeople,
    { search: search.trim(), isActiveOnly: 'false', size: 20 },
    { topic: 'people', enabled: search.trim() !== '' },
  )
  const people = (search.trim() === '' ? [] : (found.data?.items ?? [])).filter(({ id }) => id !== personId)
  return (
    <Page title={t.title} lead={t.lead}>
      <Section title={t.into}>
        <TextField
          name="search"
          type="search"
          label={t.search}
          hint={t.searchHint}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={100}
          isOptional
        />
        <SelectField
          name="intoId"
          label={t.into}
          value={intoId}
          onChange={setIntoId}
          choices={[
            { value: '', word: t.choose },
            ...people.map(({ id, name, staffNumber, memberships }) => ({
              value: id,
              word: [name, staffNumber, memberships[0]?.unitName].filter(Boolean).join(' — '),
            })),
          ]}
        />
      </Section>
      {intoId !== '' && <Both key={intoId} personId={personId} intoId={intoId} />}
    </Page>
  )
}

function Both({ personId, intoId }: { readonly personId: string; readonly intoId: string }) {
  const t = usePhrases(mergeWords)
  const goTo = useGoTo()
  const preview = useRead(previewMerge, { personId, intoId }, { topic: 'people' })
  const merge = useAct(mergePersonsEndpoint, { topics: ['people'] })
  const [isUnderstood, setUnderstood] = useState(false)
  if (!preview.data) return <Waiting on={preview} />
  const { from, into, gateCount, obstacle } = preview.data
  const join = async () => {
    if (await merge.run({ personId: from.id, version: from.version, intoId: into.id })) await goTo(`/people/${into.id}`)
  }
  return (
    <>
      <Section title={t.compare}>
        <Sides from={from} into={into} />
      </Section>
      <Section title={t.consequences}>
        {merge.problem && <ProblemNotice problem={merge.problem} />}
        {obstacle ? (
          <p>
            <strong>{t.obstacles[obstacle]}</strong>
          </p>
        ) : (
          <>
            <ul>
              <li>{t.effects.together}</li>
              <li>{t.effects.one}</li>
              <li>{t.effects.gates(gateCount)}</li>
              <li>{t.effects.account}</li>
              <li>{t.effects.final}</li>
            </ul>
            <Tick label={t.understood} isTicked={isUnderstood} onChange={setUnderstood} />
          </>
        )}
        <div className="sk-actions">
          <Button
            tone="danger"
            onPress={join}
            isBusy={merge.isBusy}
            disabledReason={obstacle ? t.obstacles[obstacle] : isUnderstood ? undefined : t.notUnderstood}
          >
            {t.merge}
          </Button>
        </div>
      </Section>
    </>
  )
}

interface Row {
  readonly item: string
  readonly value: (side: Side) => readonly string[]
}

function Sides({ from, into }: Pick<Preview, 'from' | 'into'>) {
  const t = usePhrases(mergeWords)
  const say = useSay()
  const language = useLanguage()
  const day = (on: string) => formatDay(on, language)
  const rows: readonly Row[] = [
    { item: t.name, value: ({ name }) => [name] },
    { item: t.kana, value: ({ nameKana }) => [nameKana ?? '—'] },
    { item: t.staffNumber, value: ({ staffNumber }) => [staffNumber ?? '—'] },
    { item: t.addresses, value: ({ addresses }) => addresses },
    {
      item: t.memberships,
      value: ({ history }) =>
        history.map(({ unitName, role, fromOn, untilOn }) =>
          t.since(unitName, say(roleWords[role]), day(fromOn), untilOn && day(untilOn)),
        ),
    },
    { item: t.standIns, value: ({ standIns }) => [t.count(standIns.length)] },
    { item: t.absences, value: ({ absences }) => [t.count(absences.length)] },
    { item: t.merged, value: ({ mergedRecordIds }) => [t.count(mergedRecordIds.length)] },
  ]
  return (
    <Table caption={t.compare} rows={rows} rowKey={({ item }) => item} columns={sides(t, from, into)} empty={null} />
  )
}

function sides(t: typeof mergeWords.ja, from: Side, into: Side): readonly Column<Row>[] {
  return [
    { id: 'item', head: t.item, kind: 'main', cell: ({ item }) => item },
    { id: 'from', head: t.from, cell: ({ value }) => <Values of={value(from)} /> },
    { id: 'into', head: t.intoHead, cell: ({ value }) => <Values of={value(into)} /> },
  ]
}

const Values = ({ of }: { readonly of: readonly string[] }) =>
  of.length === 0 ? '—' : of.map((one) => <div key={one}>{one}</div>)
