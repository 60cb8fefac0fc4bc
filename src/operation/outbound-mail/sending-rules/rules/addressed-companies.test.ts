import { describe, expect, test } from 'vitest'
import { addressedIn, wronglyAddressed } from './addressed-companies.ts'
import { companyCore, isSameCompany } from './company-names.ts'

const parties = [
  { partyId: 'x', name: 'X県' },
  { partyId: 'y', name: 'Y市' },
  { partyId: 'k', name: '株式会社試験機械' },
  { partyId: 'd', name: '試験電機株式会社' },
]
const judged = (text: string, to: readonly string[], hasUnknownRecipient = false) =>
  wronglyAddressed({
    addressed: addressedIn(text),
    recipients: parties.filter(({ partyId }) => to.includes(partyId)),
    hasUnknownRecipient,
    parties,
    own: ['試験 自社'],
  })

describe('whom the first lines address', () => {
  test.each([
    ['株式会社試験機械\n営業部 田中様\n\nいつもお世話になっております。株式会社他社の件です。', ['試験機械']],
    ['試験電機株式会社 田中 太郎 様\n\nお世話になっております。', ['試験電機']],
    ['(株)試験機械 御中\n\n平素より', ['試験機械']],
    ['㈱試験機械\n田中様\n\n本文です。', ['試験機械']],
    ['お世話になっております。株式会社試験機械の件です。', []],
    ['> 株式会社試験機械\n> 田中様\n\n承知しました。', []],
    ['(CC: 株式会社試験機械 佐藤様)\n試験電機株式会社\n田中様\n\nお世話になっております。', ['試験電機']],
  ])('%s', (text, companies) => {
    expect(addressedIn(text).companies).toEqual(companies)
  })
})

describe('a text that addresses another than its recipients', () => {
  test('a registered party that is none of the recipients’', () => {
    expect(judged('Y市 情報課 御中\n\nいつもお世話になっております。', ['x'])).toEqual([
      { company: 'Y市', isParty: true },
    ])
    expect(judged('株式会社試験機械\n田中様\n\nお世話になっております。', ['d'])).toEqual([
      { company: '株式会社試験機械', isParty: true },
    ])
    expect(judged('株式会社試験機械\n田中様\n\nお世話になっております。', [], true)).toHaveLength(1)
  })

  test('a company that nobody has registered, only where all recipients are known', () => {
    const text = '株式会社見知らぬ商会\n田中様\n\nお世話になっております。'
    expect(judged(text, ['d'])).toEqual([{ company: '見知らぬ商会', isParty: false }])
    expect(judged(text, ['d'], true)).toEqual([])
  })

  test.each([
    ['X県教育委員会 御中\n\nいつもお世話になっております。', ['x']],
    ['株式会社試験機械 東京支店\n田中様\n\nお世話になっております。', ['k']],
    ['試験電機(株) 総務部\n人事課 佐藤様\n\nお世話になります。', ['d']],
    ['田中様\n\n試験電機の佐藤です。', ['k']],
    ['関係者各位\n\nお世話になっております。', ['k']],
    ['ご担当者様\n\n突然のご連絡失礼いたします。', ['k']],
    ['株式会社試験機械 田中様、試験電機株式会社 佐藤様\n\nお世話になっております。', ['k']],
    ['試験 自社\n鈴木さん\n\nお疲れさまです。', ['k']],
  ])('not: %s', (text, to) => {
    expect(judged(text, to)).toEqual([])
  })
})

test('one company under several spellings', () => {
  expect(companyCore('㈱ 試験・機械')).toBe(companyCore('株式会社試験機械'))
  expect(companyCore('Trial Machine Co., Ltd.')).toBe(companyCore('TRIAL MACHINE'))
  expect(isSameCompany('試験機械', '試験機械グループ')).toBe(true)
  expect(isSameCompany('試験機械', '試験電機')).toBe(false)
})
