import type { Language, Word } from '../../base/words.ts'
import { ledgerFindingWords, type ProofReport, type VerifyReport } from '../../kernel/ledger/index.ts'

export const ledgerCommandWords = {
  noDatabase: {
    ja: 'データベースが分かりません。DATABASE_URL を設定するか、sekisho start の動いているところで実行してください。',
    en: 'Which database? Set DATABASE_URL, or run this where sekisho start is running.',
  },
  whichOrganisation: {
    ja: 'どの組織の台帳ですか。--organisation に次のどれかを、またはシステム自体の台帳なら --instance を指定してください。\n{ids}',
    en: 'Whose ledger? Give --organisation one of these, or --instance for the system itself.\n{ids}',
  },
  noOrganisation: {
    ja: '組織 {id} はありません。番号を確かめてください。',
    en: 'There is no organisation {id}. Check the number.',
  },
  fileExists: {
    ja: '{path} は既にあります。上書きしません。別の名前を指定してください。',
    en: '{path} is already there, and is not overwritten. Give another name.',
  },
  noFile: {
    ja: '{path} がありません。ファイル名を確かめてください。',
    en: '{path} is not there. Check the name of the file.',
  },
  cannot: { ja: '実行できませんでした: {message}', en: 'This could not be done: {message}' },
  exported: {
    ja: '台帳 {ledger} の {size}件を {file} に書き出しました。ルート {root}\n',
    en: '{size} events of ledger {ledger} were written to {file}. Root {root}\n',
  },
  verified: {
    ja: '台帳 {ledger}: {eventCount}件を検査しました。ルート {root}',
    en: 'Ledger {ledger}: {eventCount} events verified. Root {root}',
  },
  anchored: {
    ja: '外部の係留 {anchorCount}件。番号 {newestAnchoredIndex} までが外部の係留と一致します。',
    en: '{anchorCount} outside anchors. Everything up to index {newestAnchoredIndex} agrees with them.',
  },
  notAnchored: {
    ja: '外部の係留と一致した記録はありません。台帳全体を作り直されていても検出できません。監査責任者へのメールか係留ファイルを --anchors で渡してください。',
    en: 'No outside anchor agrees: a ledger rewritten as a whole would not be noticed. Give the anchor file, or what was mailed to the audit officer, by --anchors.',
  },
  noEvent: {
    ja: 'この台帳に、その番号の記録はありません。記録の番号と、どの組織の台帳かを確かめてください。',
    en: 'There is no such event in this ledger. Check the id of the event, and whose ledger is meant.',
  },
  notLinked: {
    ja: 'この記録は、まだ台帳に連結されていないか、指定した大きさの台帳より後のものです。少し待つか、--size を外して、もう一度実行してください。',
    en: 'This event is not linked yet, or is younger than the ledger of that size. Wait a moment, or leave --size out.',
  },
  proven: {
    ja: '台帳 {ledger} の番号 {index} の記録と、その証明を {file} に書き出しました。台帳の大きさ {size}、ルート {root}\n',
    en: 'The event at index {index} of ledger {ledger} and its proof were written to {file}. Size {size}, root {root}\n',
  },
  provenUnanchored: {
    ja: 'この大きさの係留はまだありません。次の係留(1時間ごと)のあとにもう一度書き出すと、外部の係留と照らし合わせられます。\n',
    en: 'There is no anchor of this size yet. Written again after the next one (hourly), it can be held against it.\n',
  },
  proofHolds: {
    ja: '台帳 {ledger} の番号 {index}: この記録は、大きさ {size}、ルート {root} の台帳にあります。',
    en: 'Ledger {ledger}, index {index}: this event stands in the ledger of size {size} with root {root}.',
  },
  proofAlone: {
    ja: '台帳 {ledger} の番号 {index}: この記録と証明は、ファイルの中でだけ一致しています。台帳にあることは、まだ確かめていません(大きさ {size}、ルート {root})。',
    en: 'Ledger {ledger}, index {index}: this event and its proof agree with each other, and nothing more. Whether it is in the ledger is not verified (size {size}, root {root}).',
  },
  proofFails: { ja: '証明を確かめられませんでした。', en: 'The proof could not be verified.' },
  proofEvent: {
    ja: '  記録 {id}\n  日時 {occurredAt}\n  内容 {type}\n  対象 {subjectKind} {subjectId}\n  行った人 {actor}',
    en: '  event {id}\n  at {occurredAt}\n  what {type}\n  about {subjectKind} {subjectId}\n  by {actor}',
  },
  proofAnchored: {
    ja: '{at} に外部へ係留したルートと一致します。',
    en: 'The root is the one that was anchored outside at {at}.',
  },
  proofNotAnchored: {
    ja: 'このようなファイルは誰にでも作れます。監査責任者へのメールか係留ファイルを --anchors で渡して、もう一度検査してください。',
    en: 'Anybody can make such a file. Give the anchor file, or what was mailed to the audit officer, by --anchors, and verify again.',
  },
  nothingFound: { ja: '問題は見つかりませんでした。', en: 'Nothing was found.' },
  found: { ja: '問題が {findingCount}件あります。', en: '{findingCount} findings.' },
  more: { ja: 'ほか {count}件', en: 'and {count} more' },
  line: { ja: '{line}行目', en: 'line {line}' },
  index: { ja: '番号 {index}', en: 'index {index}' },
} as const satisfies Record<string, Word>

/** The word in one language, with its facts. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, unknown>> = {}): string {
  return word[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name]
    return typeof fact === 'number' ? fact.toLocaleString('en') : typeof fact === 'string' ? fact : whole
  })
}

const SHOWN_FINDINGS = 50

/** What was proven of one event, as a person reads it. */
export function proofText(report: ProofReport, language: Language): string {
  const w = ledgerCommandWords
  const { event, findings } = report
  const facts = { ...report, ledger: report.ledger ?? '?' }
  const actor = event && (event.actorId ?? event.actorKind)
  const isProven = event !== undefined && findings.length === 0
  if (!isProven) {
    const told = findings.map((finding) => `  ${say(ledgerFindingWords[finding.kind], language, finding.facts)}`)
    return [say(w.proofFails, language), say(w.found, language, facts), ...told, ''].join('\n')
  }
  const of = say(w.proofEvent, language, { ...event, actor })
  return report.anchoredAt === undefined
    ? [say(w.proofAlone, language, facts), of, say(w.proofNotAnchored, language), ''].join('\n')
    : [
        say(w.proofHolds, language, facts),
        of,
        say(w.proofAnchored, language, { at: report.anchoredAt }),
        say(w.nothingFound, language),
        '',
      ].join('\n')
}

/** The report of a verification as a person reads it: how far it reaches, then what is wrong, then where. */
export function reportText(report: VerifyReport, language: Language): string {
  const w = ledgerCommandWords
  const facts = { ...report, ledger: report.ledger ?? '?' }
  const shown = report.findings.slice(0, SHOWN_FINDINGS).map((finding) => {
    const where = [
      ...(finding.line === undefined ? [] : [say(w.line, language, { line: finding.line })]),
      ...(finding.index === undefined ? [] : [say(w.index, language, { index: finding.index })]),
    ]
    return `  ${where.join(' · ')}  ${say(ledgerFindingWords[finding.kind], language, finding.facts)}`
  })
  const rest = report.findingCount - shown.length
  return [
    say(w.verified, language, facts),
    say(report.newestAnchoredIndex === undefined ? w.notAnchored : w.anchored, language, facts),
    say(report.findingCount === 0 ? w.nothingFound : w.found, language, facts),
    ...shown,
    ...(rest > 0 ? [`  ${say(w.more, language, { count: rest })}`] : []),
    '',
  ].join('\n')
}
