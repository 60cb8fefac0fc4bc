import type { Word } from '../../../base/words.ts'
import type { PrintMissing, PrintRunKind, PrintSlot } from '../print-states.ts'
import { printCheckWords } from './gate-words.ts'
import { missingWords, runKindWords, slotWords } from './state-words.ts'

type Say = (word: Word, facts?: Readonly<Record<string, string | number>>) => string

/** What is missing, in a sentence: slots, runs and checks by their names. Without names, what a list has room for. */
export function missingText(
  { code, facts }: { readonly code: PrintMissing; readonly facts: Readonly<Record<string, string | number>> },
  say: Say,
): string {
  const named: Record<string, string | number> = { ...facts }
  const { slot, kind, check } = facts
  if (slot !== undefined) named['slot'] = say(slotWords[slot as PrintSlot] ?? same(slot))
  if (kind !== undefined) named['kind'] = say(runKindWords[kind as PrintRunKind] ?? same(kind))
  if (check !== undefined) named['check'] = say(printCheckWords[String(check)] ?? same(check))
  const word = missingWords[code]
  const isNamed = !/\{(slot|kind|check)\}/.test(word.ja) || slot !== undefined || kind !== undefined || check !== undefined
  return say(isNamed ? word : shortWords[code as keyof typeof shortWords], named)
}

const same = (text: string | number): Word => ({ ja: String(text), en: String(text) })

const shortWords = {
  file: { ja: '提出するファイルがあります。', en: 'A file has to be handed in.' },
  run: { ja: '照合をまだしていません。', en: 'A verification has to be run.' },
  run_wrong: { ja: '照合で不一致が見つかっています。', en: 'A verification found mismatches.' },
  decision: { ja: '確認・承認を待っています。', en: 'A check or an approval is waited for.' },
  refused: { ja: '差し戻されました。', en: 'It was sent back.' },
} as const satisfies Partial<Record<PrintMissing, Word>>
