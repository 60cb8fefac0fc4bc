import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { LongTextField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import {
  endMailList,
  exportMailLists,
  listMailLists,
  type MailListLine,
  saveMailList,
} from '../sending-rules/contract.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { sendingRuleWords } from './sending-rule-words.ts'
import './Mail.css'

const TOPICS = { topics: ['outbound-mail'] }

/** メーリングリスト: whom an address that stands for many reaches. */
export function MailListsPage() {
  const t = usePhrases(sendingRuleWords)
  const lists = useReadPages(listMailLists, {}, { topic: 'outbound-mail' })
  const end = useAct(endMailList, TOPICS)
  const [edited, setEdited] = useState<MailListLine>()
  const [isSaved, setSaved] = useState(false)
  return (
    <Page title={t.lists} lead={t.listsLead} problem={end.problem}>
      <Table
        caption={t.lists}
        columns={listColumns(t, { isBusy: end.isBusy, onEdit: setEdited, onEnd: (list) => end.run(list) })}
        pages={lists}
        rowKey={({ id }) => id}
        empty={<Empty text={t.listsNone} next={t.listsNext} />}
        exportOf={{ endpoint: exportMailLists, input: {} }}
      />
      <output className="sk-mail-done">{isSaved && t.listSaved}</output>
      <ListForm
        key={edited ? `${edited.id} ${edited.version}` : 'new'}
        list={edited}
        onDone={(saved) => {
          setSaved(saved)
          setEdited(undefined)
        }}
      />
    </Page>
  )
}

interface ListFormProps {
  readonly list: MailListLine | undefined
  readonly onDone: (isSaved: boolean) => void
}

function ListForm({ list, onDone }: ListFormProps) {
  const t = usePhrases(sendingRuleWords)
  const { errors: words } = useWords().fields
  const save = useAct(saveMailList, TOPICS)
  const [typed, setTyped] = useState({
    address: list?.address ?? '',
    name: list?.name ?? '',
    members: list?.members.map(({ address }) => address).join('\n') ?? '',
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  })
  const submit = async () => {
    const missing = (['address', 'name'] as const).filter((name) => typed[name].trim() === '')
    setErrors(Object.fromEntries(missing.map((name) => [name, words.missing])))
    if (missing.length > 0) return
    const members = typed.members
      .split(/[\s,、;]+/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
    const input = { address: typed.address, name: typed.name, members, version: list?.version ?? 0 }
    if (!(await save.run({ ...input, ...(list && { id: list.id }) }))) return
    setTyped({ address: '', name: '', members: '' })
    onDone(true)
  }
  const title = list ? t.changeList(list.name) : t.newList
  return (
    <Section title={title}>
      {save.problem && <ProblemNotice problem={save.problem} />}
      <Form onSubmit={submit} problem={undefined} errors={errors} label={title}>
        <TextField {...field('address')} label={t.listAddress} inputMode="email" autoComplete="off" maxLength={320} />
        <TextField {...field('name')} label={t.listName} hint={t.listNameHint} autoComplete="off" maxLength={100} />
        <LongTextField {...field('members')} label={t.members} hint={t.membersHint} rows={6} isOptional />
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={save.isBusy}>
            {t.saveList}
          </Button>
          {list && <Button onPress={() => onDone(false)}>{t.cancel}</Button>}
        </div>
      </Form>
    </Section>
  )
}

interface ListActs {
  readonly isBusy: boolean
  readonly onEdit: (list: MailListLine) => void
  readonly onEnd: (list: { readonly id: string; readonly version: number }) => unknown
}

function listColumns(t: typeof sendingRuleWords.ja, acts: ListActs): readonly Column<MailListLine>[] {
  return [
    {
      id: 'name',
      head: t.listName,
      kind: 'main',
      cell: ({ name, address }) => (
        <>
          {name}
          <br />
          <span className="sk-mail-note">{address}</span>
        </>
      ),
    },
    { id: 'count', head: t.memberCount, kind: 'number', cell: ({ members }) => members.length },
    { id: 'outside', head: t.outsideCount, kind: 'number', cell: ({ outsideCount }) => outsideCount },
    {
      id: 'acts',
      head: t.edit,
      cell: (list) => (
        <div className="sk-actions">
          <Button label={t.changeList(list.name)} onPress={() => acts.onEdit(list)}>
            {t.edit}
          </Button>
          <ConfirmedButton
            text={t.endList}
            label={t.endListOf(list.name)}
            asks={t.endListAsk}
            yes={t.endList}
            isBusy={acts.isBusy}
            onConfirm={() => acts.onEnd({ id: list.id, version: list.version })}
          />
        </div>
      ),
    },
  ]
}
