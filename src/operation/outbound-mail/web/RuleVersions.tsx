import type { Word } from '../../../base/words.ts'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportRuleVersions, listRuleVersions, type RuleSet } from '../sending-rules/contract.ts'
import { ruleScopeWords } from '../sending-rules/words.ts'
import { RulesSummary } from './RulesSummary.tsx'
import { sendingRuleWords } from './sending-rule-words.ts'

/** Every version that was ever saved, and by whom. */
export function RuleVersions() {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  const versions = useReadPages(listRuleVersions, {}, { topic: 'outbound-mail' })
  return (
    <Section title={t.versions}>
      <Table
        caption={t.versions}
        columns={versionColumns(t, say)}
        pages={versions}
        rowKey={({ id }) => id}
        empty={<Empty text={t.versionsNone} next={t.versionsNext} />}
        exportOf={{ endpoint: exportRuleVersions, input: {} }}
      />
    </Section>
  )
}

function versionColumns(t: typeof sendingRuleWords.ja, say: (word: Word) => string): readonly Column<RuleSet>[] {
  return [
    {
      id: 'scope',
      head: t.scope,
      kind: 'main',
      cell: ({ scope, name }) => [say(ruleScopeWords[scope]), name].filter(Boolean).join(': '),
    },
    { id: 'version', head: t.version, kind: 'number', cell: ({ version }) => version },
    { id: 'from', head: t.from, cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
    { id: 'what', head: t.what, cell: ({ rules }) => (rules ? <RulesSummary rules={rules} /> : t.ended) },
    {
      id: 'saved',
      head: t.savedAt,
      cell: ({ savedAt, savedByName }) => (
        <>
          <Instant at={savedAt} />
          <br />
          {savedByName ?? t.program}
        </>
      ),
    },
  ]
}
