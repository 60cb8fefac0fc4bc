import type { Word } from '../../../base/words.ts'
import type { PrintMissing, PrintRunKind, PrintSlot } from '../contract.ts'
import { printAdvice, printWaiting } from './next-words.ts'
import { printCheckWords, printMissingWords, printRunKindWords, printSlotWords } from '../words.ts'

const missingSentences: Record<PrintMissing, Word> = {
  earlier_stage: { ja: '前の段階がまだ通っていません。', en: 'The previous stage has not passed yet.' },
  file: { ja: '「{slot}」がまだありません。', en: '“{slot}” has not been handed in yet.' },
  run: { ja: '「{kind}」をまだ行っていません。', en: '“{kind}” has not been done yet.' },
  run_wrong: { ja: '「{kind}」で不一致が見つかっています。', en: '“{kind}” found mismatches.' },
  explanation: {
    ja: 'テストと本番の設定の違いに、理由の書かれていないものがあります。',
    en: 'Some differences between the test and production settings have no reason yet.',
  },
  client_sign_off: {
    ja: 'お客様の校了の回答を待っています。',
    en: 'Waiting for the client’s answer about the sign-off.',
  },
  client_refused: {
    ja: 'お客様から、校正紙に直しが入りました。',
    en: 'The client has asked for corrections to the proof.',
  },
  meeting: {
    ja: 'いまの設定についての、チェック会議の記録がありません。',
    en: 'No check meeting about the current settings has been recorded.',
  },
  hearing: { ja: '工程ヒアリングの記録がありません。', en: 'The hearing about the process has not been recorded.' },
  lot: { ja: '刷り上がりがまだ登録されていません。', en: 'The printed lot has not been registered yet.' },
  sample: { ja: '抜き取った現物の確認が残っています。', en: 'Some of the drawn items have not been checked yet.' },
  lot_stopped: {
    ja: '抜き取りまたはスキャンで、データと合わないものが見つかったため、このロットを止めました。',
    en: 'The sample or the scan contained something that does not match the data, so this lot was stopped.',
  },
  decision: { ja: '「{check}」を待っています。', en: 'Waiting for “{check}”.' },
  refused: { ja: '「{check}」で差し戻されました。', en: 'It was sent back at “{check}”.' },
  roster_overdue: {
    ja: '印刷会社の従事者一覧の再提出が、期限を過ぎています。',
    en: 'The printer’s roster of workers is overdue.',
  },
  hand_over: { ja: '納品書がまだ作られていません。', en: 'The hand-over document has not been made.' },
}

type Facts = Readonly<Record<string, string | number>>
type Say = (word: Word, facts?: Facts) => string

interface Missing {
  readonly code: PrintMissing
  readonly facts: Facts
}

const waitingOf = ({ code, facts }: Missing) =>
  code === 'run' && facts['isRunning'] !== undefined
    ? printWaiting.running
    : code === 'decision' && facts['check'] === 'sample-opened'
      ? printWaiting.allOpened
      : code === 'client_sign_off' && facts['isAsked'] === undefined
        ? printWaiting.notAsked
        : undefined

/** What is to be done about it: by the reader, if they are next. */
export function adviceText(missing: Missing, isMine: boolean, say: Say): string | undefined {
  const advice = printAdvice[missing.code]
  const waiting = waitingOf(missing)
  const told = isMine && waiting && 'mine' in waiting ? waiting.mine : waiting?.advice
  const word = told ?? (isMine ? advice?.mine : (advice?.others ?? advice?.mine))
  return word && say(word)
}

/** What is missing, in a sentence that names the slot, the verification or the check. */
export function missingText(missing: Missing, say: Say): string {
  const { code, facts } = missing
  const name = <K extends string>(words: Readonly<Record<K, Word>>, key: string | number | undefined) =>
    key === undefined ? undefined : words[key as K] ? say(words[key as K]) : String(key)
  const named = {
    slot: name(printSlotWords, facts['slot'] as PrintSlot | undefined),
    kind: name(printRunKindWords, facts['kind'] as PrintRunKind | undefined),
    check: name(printCheckWords, facts['check']),
  }
  const sentence = waitingOf(missing)?.what ?? missingSentences[code]
  const asked = [...sentence.ja.matchAll(/\{(\w+)\}/g)].map(([, each]) => each as keyof typeof named)
  // Where the name is not told, the short word says what it can.
  if (asked.some((each) => named[each] === undefined)) return say(printMissingWords[code])
  return say(sentence, Object.fromEntries(Object.entries(named).filter(([, text]) => text !== undefined)) as Facts)
}
