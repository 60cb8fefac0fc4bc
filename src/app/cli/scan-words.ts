import type { Language, Word } from '../../base/words.ts'
import type { ScannedFile } from '../scan/scanned-file.ts'
import { say } from './ledger-words.ts'

export const scanCommandWords = {
  found: {
    ja: '個人情報あり: {path} (最大{count}名、{types})\n',
    en: 'found: {path} (up to {count} persons; {types})\n',
  },
  unread: { ja: '読み取れません: {path} ({reason})\n', en: 'unread: {path} ({reason})\n' },
  summary: {
    ja: '{files}件を調べました。個人情報あり{found}件、読み取れなかったもの{unread}件、なし{clean}件。\n',
    en: '{files} files: {found} with personal information, {unread} that could not be read, {clean} without.\n',
  },
  notAState: {
    ja: '{path} はスキャンの記録ではありません。上書きしません。別の名前を指定してください。',
    en: '{path} is not the state of a scan, and is not overwritten. Give another name.',
  },
  bar: {
    ja: '{bar} {value}/{total}件 残り約{eta_formatted}',
    en: '{bar} {value}/{total} files, about {eta_formatted} left',
  },
} satisfies Record<string, Word>

/** A line for a person; of a file without personal information there is none. */
export function scannedText({ path, status, reason, persons, counts }: ScannedFile, language: Language): string {
  if (status === 'unread') return say(scanCommandWords.unread, language, { path, reason: reason ?? '' })
  if (status === 'clean') return ''
  const types = Object.entries(counts).map(([type, count]) => `${type} ${count}`)
  return say(scanCommandWords.found, language, { path, count: persons.max, types: types.join(', ') })
}
