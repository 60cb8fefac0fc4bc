import type { Language, Word } from '../../base/words.ts'
import type { PrintProgress, PrintSummary } from '../../engines/print-match/index.ts'
import { say } from './ledger-words.ts'

export const PRINT_USAGE = `sekisho print verify --spec FILE --data FILE [--data CHILDREN] --pdf FILE… [--scan] [--threads N] [--json]
    holds every front and back of a print run against its data; exit 0 right, 1 mismatches, 2 could not do it
    --scan: pages from a scanner (PDF, TIFF, PNG, JPEG), in any order, known by their codes
sekisho print sample --lot N [--level I|II|III|S-4] [--aql PERCENT] [--bad SHARE --confidence SHARE]
                     [--seed TEXT --population HASH] [--json]
    how many items to open (acceptance number 0), how likely that finds a fault, and which items
sekisho print sample --job ID [--lot N] [--json]
    what is opened of a registered lot, drawn once more from its seed; exit 0 as drawn, 1 not, 2 no such lot
sekisho print testdata --spec FILE [--to FOLDER] [--plain N]
    writes hard test data for a specification: longest names, rare characters, households of 0 to 9 children
each of them: exit 2 where it could not be done, interrupted or not
`

export const printCommandWords = {
  noFile: {
    ja: '{path} がありません。ファイル名を確かめてください。',
    en: '{path} is not there. Check the name of the file.',
  },
  noFolder: {
    ja: '{path} というフォルダーを作れません。--to には、書き込める場所のフォルダーを指定してください。',
    en: 'The folder {path} cannot be made. With --to, name a folder in a place where you may write.',
  },
  notAFile: { ja: '{path} はフォルダーです。ファイルを指定してください。', en: '{path} is a folder. Name a file.' },
  fault: {
    ja: '内部の誤り({name})で実行できませんでした。',
    en: 'This could not be done: an internal fault ({name}).',
  },
  fileExists: { ja: '{path} は既にあります。上書きしません。', en: '{path} is already there, and is not overwritten.' },
  cannot: { ja: '実行できませんでした: {message}', en: 'This could not be done: {message}' },
  wrongNumber: {
    ja: '{option} に「{value}」は指定できません。{from}から{to}までの整数を指定してください。',
    en: '{option} cannot be “{value}”. Give a whole number from {from} to {to}.',
  },
  wrongShare: {
    ja: '{option} に「{value}」は指定できません。0より大きく1より小さい数(例: 0.05)を指定してください。',
    en: '{option} cannot be “{value}”. Give a number above 0 and below 1, such as 0.05.',
  },
  wrongChoice: {
    ja: '{option} に「{value}」は指定できません。次のいずれかを指定してください: {choices}',
    en: '{option} cannot be “{value}”. Give one of these: {choices}',
  },
  wrongJob: {
    ja: '--job に「{value}」は指定できません。画面のアドレスにある案件のIDを指定してください。',
    en: '--job cannot be “{value}”. Give the id in the address of the job’s page.',
  },
  missingOption: { ja: '{option} を指定してください。', en: '{option} is missing.' },
  optionOnce: { ja: '{option} は1つだけ指定してください。', en: 'Give {option} only once.' },
  unknownOption: { ja: '{option} という指定はありません。', en: 'There is no option {option}.' },
  unexpectedWord: {
    ja: '「{option}」の前に、何の値かを示す指定(--で始まるもの)がありません。',
    en: 'Nothing before “{option}” says what it is: give an option, which begins with --.',
  },
  noValue: { ja: '{option} の値の書き方が違います。', en: 'The value of {option} is not written as it should be.' },
  seedAlone: {
    ja: '抜き取る品を決めるには --seed と --population(PDF のハッシュ)の両方が要ります。',
    en: 'Drawing items takes both --seed and --population, the hash of the PDF.',
  },
  testDataWritten: {
    ja: 'テストデータ{count}件を書き出しました: {files}\n',
    en: 'Test data written, records: {count}, files: {files}\n',
  },
  progress: {
    ja: '{pagesDone} / {pageCount} ページ、不一致 {mismatchCount}件',
    en: 'pages: {pagesDone} / {pageCount}, mismatches: {mismatchCount}',
  },
  counted: {
    ja: '{pages}ページ、用紙{sheets}枚、レコード{records}件、子{children}人、仕切り{banners}枚を照合しました。',
    en: 'Pages: {pages}, sheets: {sheets}, records: {records}, children: {children}, banner sheets: {banners}.',
  },
  right: { ja: 'すべて正しく印刷されています。', en: 'All of it is right.' },
  mismatches: { ja: '不一致が{mismatchCount}件あります。', en: 'Mismatches: {mismatchCount}.' },
  unverified: {
    ja: '照合できなかった用紙があります({unverified}枚)。正しいとは言えません。',
    en: 'Sheets that could not be verified: {unverified}. That is not "right".',
  },
  variants: {
    ja: '異体字を読み替えた項目が{variantsRead}件あります。',
    en: '{variantsRead} values were read with another form of a character.',
  },
  sheet: { ja: '{sheet}枚目', en: 'sheet {sheet}' },
  sheetAndPage: { ja: '{sheet}枚目(PDFの通しの{page}ページ目)', en: 'sheet {sheet} (page {page} of the PDFs)' },
  more: { ja: 'ほか {count}件', en: 'and {count} more' },
  plan: {
    ja: 'ロット{lot}個から{size}個を開けます(水準{level}、AQL {aql}%、サンプル文字 {letter})。合格判定数は0: 1個でも違えばロットを止めます。',
    en: 'Items to open: {size} of {lot} (level {level}, AQL {aql} %, letter {letter}). Acceptance number 0: one mismatch stops the lot.',
  },
  chance: {
    ja: '  {bad}個の不良を見つける割合 {percent}%',
    en: '  items at fault: {bad}; chance to find one: {percent} %',
  },
  noLot: {
    ja: '印刷案件 {job} に、登録された刷り上がりがありません。画面のアドレスにある案件のIDを確かめてください。',
    en: 'No lot is registered for the print job {job}. Check the id in the address of its page.',
  },
  lot: {
    ja: 'ロット{lotNumber}: {itemCount}件のうち{count}件を開けます({percent}%の不良を{confidence}%の確かさで見つける数と、必ず開けるもの)。',
    en: 'Lot {lotNumber}: items to open: {count} of {itemCount} (what finds {percent} % of bad items with {confidence} %, and what is always opened).',
  },
  asDrawn: { ja: '種から抽選し直した結果と一致します。', en: 'Drawn again from the seed, it is the same.' },
  notAsDrawn: {
    ja: '種から抽選し直した結果と一致しません。個人情報保護事務局に知らせてください。',
    en: 'Drawn again from the seed, it is another one. Tell the privacy office.',
  },
  items: { ja: '開ける品: {items}', en: 'Items to open: {items}' },
} as const satisfies Record<string, Word>

export const verdictLine = (progress: PrintProgress, language: Language): string =>
  say(printCommandWords.progress, language, { ...progress })

const SHOWN = 30

/** The verification as a person reads it: how much, whether it is right, what happened, then where. */
export function summaryText(summary: PrintSummary, language: Language): string {
  const w = printCommandWords
  const shown = summary.mismatches.slice(0, SHOWN).map(({ sheet, page, detail }) => {
    const place = page === undefined ? w.sheet : w.sheetAndPage
    const where = sheet === undefined ? '' : `${say(place, language, { sheet, page: page ?? '' })}  `
    return `  ${where}${detail[language]}`
  })
  const rest = summary.mismatchCount - shown.length
  return [
    say(w.counted, language, { ...summary }),
    say(w[summary.outcome], language, { ...summary }),
    ...summary.diagnosis.map(({ sentence }) => `・${sentence[language]}`),
    ...(summary.variantsRead > 0 ? [say(w.variants, language, { ...summary })] : []),
    ...shown,
    ...(rest > 0 ? [`  ${say(w.more, language, { count: rest })}`] : []),
    ...[...summary.hashes.data, ...summary.hashes.pdfs].map(({ name, sha256 }) => `sha256 ${sha256}  ${name}`),
    '',
  ].join('\n')
}

interface SampleFacts {
  readonly lot: number
  readonly size: number
  readonly level: string
  readonly aql: number
  readonly letter: string
  readonly chances: readonly { readonly bad: number; readonly chance: number }[]
  readonly items: readonly number[] | undefined
}

export function sampleText(facts: SampleFacts, language: Language): string {
  const chances = facts.chances.map(({ bad, chance }) =>
    say(printCommandWords.chance, language, { bad, percent: (chance * 100).toFixed(1) }),
  )
  return [
    say(printCommandWords.plan, language, { ...facts }),
    ...chances,
    ...(facts.items ? [say(printCommandWords.items, language, { items: facts.items.join(', ') })] : []),
    '',
  ].join('\n')
}
