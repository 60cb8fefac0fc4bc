import type { Word } from '../../../base/words.ts'

/** Facts of a diagnosis in which a key of the data stands. */
const PERSONAL = ['key', 'lastKey'] as const

/**
 * What happened to a stopped lot in one sentence in which no key and no value of the data stands: the first diagnosis that
 * names none, otherwise the counts.
 */
export function impersonalSentence(
  lot: {
    readonly number: number
    readonly cause: 'sample' | 'scan'
    readonly openedCount: number
    readonly mismatchCount: number
  },
  diagnosis: readonly { readonly sentence: Word; readonly facts: Readonly<Record<string, string | number>> }[],
): Word {
  const { number, openedCount, mismatchCount } = lot
  if (lot.cause === 'sample')
    return {
      ja: `ロット${number}の抜き取りで、開封した${openedCount}件のうち${mismatchCount}面がデータと一致しませんでした。`,
      en: `In the sample of lot ${number}, ${mismatchCount} sides of ${openedCount} opened items differed from the data.`,
    }
  const told = diagnosis.find(({ facts }) => PERSONAL.every((key) => facts[key] === undefined))
  const sentence = told?.sentence ?? {
    ja: `不一致が${mismatchCount}件見つかりました。`,
    en: `${mismatchCount} mismatches were found.`,
  }
  return {
    ja: `ロット${number}の刷り上がりのスキャン: ${sentence.ja}`,
    en: `Scan of the printed sheets of lot ${number}: ${sentence.en}`,
  }
}
