import type { Word } from '../../../base/words.ts'

/** 352枚目から / 352枚目から400枚目まで / 352枚目で. */
export function rangeWords(from: number, to: number, isToTheEnd: boolean): Word {
  if (from === to && !isToTheEnd) return { ja: `${from}枚目で`, en: `On sheet ${from}` }
  if (isToTheEnd) return { ja: `${from}枚目から`, en: `From sheet ${from} on` }
  return { ja: `${from}枚目から${to}枚目まで`, en: `From sheet ${from} to sheet ${to}` }
}

/** 40枚目 / 40～43枚目. */
export function spanWords(from: number, to: number): Word {
  if (from === to) return { ja: `${from}枚目`, en: `sheet ${from}` }
  return { ja: `${from}～${to}枚目`, en: `sheets ${from}–${to}` }
}

const MOST_LISTED = 5

/** 35枚目 / 35・40枚目(2枚) / 35・40・41・42・43枚目ほか(12枚). */
export function placesWord(sheets: readonly number[]): Word {
  const [first] = sheets
  if (sheets.length === 1) return { ja: `${first}枚目`, en: `sheet ${first}` }
  const listed = sheets.slice(0, MOST_LISTED)
  const isMore = sheets.length > listed.length
  return {
    ja: `${listed.join('・')}枚目${isMore ? 'ほか' : ''}(${sheets.length}枚)`,
    en: `${sheets.length} sheets (${listed.join(', ')}${isMore ? ', …' : ''})`,
  }
}

/** 352枚目の次 / 1枚目の前. */
export function afterWords(sheet: number): Word {
  if (sheet === 0) return { ja: '1枚目の前', en: 'before sheet 1' }
  return { ja: `${sheet}枚目の次`, en: `after sheet ${sheet}` }
}

export const sheetsWord = (count: number): Word => ({ ja: `${count}枚`, en: `${count} sheet${count === 1 ? '' : 's'}` })
export const recordsWord = (count: number): Word => ({
  ja: `${count}件`,
  en: `${count} record${count === 1 ? '' : 's'}`,
})
export const directionWord = (isBefore: boolean): Word =>
  isBefore ? { ja: '前', en: 'before' } : { ja: '後', en: 'after' }
export const pagesWord = (count: number): Word => ({
  ja: `${count}ページ`,
  en: `${count} page${count === 1 ? '' : 's'}`,
})

/** 31枚目は、面付けした用紙の16枚目・1面目です。 What is counted are the pieces; a printer looks for the sheet that they are cut from. */
export const pressWords = (sheet: number, press: number, cell: number): Word => ({
  ja: `(${sheet}枚目は、面付けした用紙の${press}枚目・${cell}面目です。)`,
  en: ` (Sheet ${sheet} is place ${cell} on press sheet ${press}.)`,
})

/** レコード(records): what was counted, as a mismatch names it. */
export function countedWord(named: string): Word {
  const [, ja, en] = /^(.+)\((\w+)\)$/.exec(named) ?? []
  return ja !== undefined && en !== undefined ? { ja, en } : { ja: named, en: named }
}
