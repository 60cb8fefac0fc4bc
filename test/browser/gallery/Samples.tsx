import { useState } from 'react'
import { Button } from '../../../src/webkit/Button.tsx'
import { Counted, FileSize } from '../../../src/webkit/Counted.tsx'
import { Empty } from '../../../src/webkit/Empty.tsx'
import { DayField } from '../../../src/webkit/form/DayField.tsx'
import {
  ChoiceField,
  LongTextField,
  PasswordField,
  SelectField,
  TextField,
  Tick,
} from '../../../src/webkit/form/fields.tsx'
import { FileField } from '../../../src/webkit/form/FileField.tsx'
import { Form } from '../../../src/webkit/form/Form.tsx'
import { GatePanel } from '../../../src/webkit/gate-panel/GatePanel.tsx'
import { Day, Instant } from '../../../src/webkit/Instant.tsx'
import { LiveMark } from '../../../src/webkit/LiveRefresh.tsx'
import { Facts, Page, Section } from '../../../src/webkit/Page.tsx'
import { PersonName } from '../../../src/webkit/PersonName.tsx'
import { ProblemNotice } from '../../../src/webkit/ProblemNotice.tsx'
import { StatusWord } from '../../../src/webkit/StatusWord.tsx'
import { type Column, Table } from '../../../src/webkit/table/Table.tsx'
import { Timeline } from '../../../src/webkit/Timeline.tsx'
import { Reading } from '../../../src/webkit/Waiting.tsx'
import { passed, stopped, waiting, words } from './gate-samples.ts'

export function GatePage() {
  return (
    <Page
      title="X県 教職員用パソコン更改 名簿の送付"
      lead="社外メールの関門の見本です。"
      action={<Button tone="main">承認する</Button>}
    >
      <GatePanel panel={stopped} words={words} />
      <GatePanel panel={waiting} words={{ ...words, title: { ja: '再送の関門', en: 'Second gate' } }} />
      <GatePanel panel={passed} words={{ ...words, title: { ja: '納品の関門', en: 'Third gate' } }} />
    </Page>
  )
}

interface Row {
  readonly id: string
  readonly title: string
  readonly sender: string
  readonly count: number
  readonly at: string
  readonly state: 'waiting' | 'stopped' | 'passed'
}

const rows: readonly Row[] = [
  {
    id: '1',
    title: '名簿の送付(再送)',
    sender: '見本 太郎',
    count: 4000,
    at: '2026-11-23T05:02:11.000Z',
    state: 'waiting',
  },
  {
    id: '2',
    title: 'お見積書の送付につきまして',
    sender: '例示 花子',
    count: 1,
    at: '2026-11-22T23:40:00.000Z',
    state: 'stopped',
  },
  { id: '3', title: '(件名なし)', sender: '試験 一郎', count: 12, at: '2026-11-20T01:15:30.000Z', state: 'passed' },
]

const columns: readonly Column<Row>[] = [
  { id: 'title', head: '件名', kind: 'main', cell: (row) => <a href="#row">{row.title}</a> },
  {
    id: 'state',
    head: '状態',
    kind: 'short',
    cell: (row) => (
      <StatusWord tone={row.state} word={{ waiting: '承認待ち', stopped: '停止', passed: '送信済み' }[row.state]} />
    ),
  },
  { id: 'sender', head: '差出人', cell: (row) => <PersonName name={row.sender} unit="公共システム部 第一グループ" /> },
  { id: 'count', head: '宛先の数', kind: 'number', cell: (row) => <Counted count={row.count} unit="件" /> },
  { id: 'at', head: '受付日時', kind: 'short', cell: (row) => <Instant at={row.at} /> },
]

export function TablePage() {
  return (
    <Page title="送信待ちのメール" lead={<LiveMark />} action={<Button tone="main">メールの送り方を見る</Button>}>
      <Table
        caption="送信待ちのメール"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={null}
        exportOf={{ endpoint: { path: '/api/list' }, input: {} }}
      />
      <Empty
        text="送信待ちのメールはありません。"
        next="社外にメールを送ると、確認が済むまでここに表示されます。"
        action={<Button>メールの設定を確かめる</Button>}
      />
      <Section title="経過">
        <Timeline
          entries={[
            { id: '3', at: '2026-11-23T05:31:02.000Z', what: '上長が承認しました', who: '例示 花子', tone: 'passed' },
            {
              id: '2',
              at: '2026-11-23T05:05:40.000Z',
              what: '自動検査で止まりました',
              tone: 'stopped',
              detail: '宛先が関係先ではありません。',
            },
            { id: '1', at: '2026-11-23T05:02:11.000Z', what: '受け付けました', who: '見本 太郎' },
          ]}
        />
      </Section>
      <Section title="名簿の内容">
        <Facts
          of={[
            ['ファイル', '教職員一覧.zip'],
            ['大きさ', <FileSize key="size" byteCount={1_536_000} />],
            ['保有期限', <Day key="day" on="2027-03-31" withEra />],
          ]}
        />
      </Section>
      <Reading />
    </Page>
  )
}

export function FormPage() {
  const [day, setDay] = useState('S50.4.1')
  const [text, setText] = useState('')
  const [kind, setKind] = useState('a')
  const [isTicked, setTicked] = useState(false)
  const [file, setFile] = useState<File>()
  return (
    <Page title="従事者を登録する" width="narrow">
      <ProblemNotice problem={{ kind: 'refusal', code: 'too_many_requests', facts: { minutes: 15 }, fields: {} }} />
      <Section title="従事者">
        <Form
          onSubmit={() => undefined}
          problem={{
            kind: 'refusal',
            code: 'bad_input',
            facts: {},
            fields: { name: 'too_small', birthday: 'missing' },
          }}
        >
          <TextField
            name="name"
            label="氏名"
            hint="戸籍のとおりでなくてもかまいません。"
            value={text}
            onChange={setText}
          />
          <DayField name="startsOn" label="生年月日" value={day} onChange={setDay} />
          <DayField name="birthday" label="契約の終わり" value="" onChange={() => undefined} isOptional />
          <PasswordField
            name="password"
            label="パスワード"
            value=""
            onChange={() => undefined}
            autoComplete="new-password"
          />
          <SelectField
            name="unit"
            label="職場"
            value="1"
            onChange={() => undefined}
            choices={[{ value: '1', word: '公共システム部' }]}
          />
          <ChoiceField
            name="kind"
            label="雇用の種類"
            value={kind}
            onChange={setKind}
            choices={[
              { value: 'a', word: '社員' },
              { value: 'b', word: '派遣社員' },
            ]}
          />
          <LongTextField name="note" label="備考" value="" onChange={() => undefined} isOptional />
          <FileField name="file" label="名簿ファイル" file={file} onChange={setFile} accept=".csv,.xlsx" />
          <Tick label="誓約書を受け取りました。" isTicked={isTicked} onChange={setTicked} />
          <div className="sk-actions">
            <Button tone="main" type="submit">
              登録する
            </Button>
            <Button>取りやめる</Button>
            <Button
              tone="danger"
              disabledReason="承認待ちのメールが2件あるため、削除できません。先に承認または差戻しをしてください。"
            >
              削除する
            </Button>
          </div>
        </Form>
      </Section>
    </Page>
  )
}
