/**
 * Sheets with other headings, orders and layouts than those that the detector was tried on while it was written. Every
 * name is put together from parts at random, and no telephone, address or mail in them exists.
 */
import type { LabelledSheet } from './sheets.ts'

const SURNAMES =
  '阿蘇品,勅使河原,小比類巻,御手洗,五百旗頭,一番合戦,纐纈,佐々木,長谷川,東海林,四月一日,菅原,二階堂,王,金'.split(',')
const GIVEN = '凜太朗,いぶき,紗弥香,琉生,陽向,トメ,権兵衛,心愛,莉緒菜,龍之介,ひなた,蓮,美,勝之進,さくら'.split(',')
const KANA =
  'アソシナ,テシガワラ,コヒルイマキ,ミタライ,イオキベ,イチマンカッセン,コウケツ,ササキ,ハセガワ,トウカイリン,ワタヌキ,スガワラ,ニカイドウ,オウ,キン'.split(
    ',',
  )

/** A generator of its own, so that each run makes the same sheets. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

interface Made {
  readonly name: string
  readonly kana: string
  readonly birth: string
  readonly phone: string
  readonly email: string
}

function people(count: number, roll: (sides: number) => number): Made[] {
  return Array.from({ length: count }, (_, i) => {
    // Each pair once.
    const surname = i % SURNAMES.length
    const given = GIVEN[(i + Math.floor(i / SURNAMES.length)) % GIVEN.length]!
    return {
      name: `${SURNAMES[surname]!}　${given}`,
      kana: KANA[surname]!,
      birth: `${1940 + roll(70)}年${1 + roll(12)}月${1 + roll(28)}日`,
      phone: `090-0000-${String(1000 + i)}`,
      email: `kari${i}@mihon.example`,
    }
  })
}

type Layout = (made: readonly Made[], roll: (sides: number) => number) => Pick<LabelledSheet, 'grid' | 'types'>

const LAYOUTS: readonly Layout[] = [
  (made) => ({
    grid: [['ご芳名', 'お電話', 'Eメール'], ...made.map(({ name, phone, email }) => [name, phone, email])],
    types: ['PERSON', 'PHONE', 'EMAIL'],
  }),
  (made) => ({
    grid: [
      ['令和八年度 避難行動要支援者 一覧(見本)'],
      [],
      ['整理番号', '要支援者', 'よみ', '出生', '見守り担当の連絡先'],
      ...made.map(({ name, kana, birth, phone }, i) => [i + 1, name, kana, birth, phone]),
      ['合計', made.length],
    ],
  }),
  (made) => ({
    grid: made.flatMap(({ name, birth, phone }) => [['お名前', name], ['お誕生日', birth], ['ケータイ', phone], []]),
  }),
  (made) => ({
    grid: [
      ['姓', '名', 'DOB', 'mobile phone'],
      ...made.map(({ name, birth, phone }) => [...name.split('　'), birth, phone]),
    ],
    types: ['PERSON', 'PERSON', 'BIRTH', 'PHONE'],
  }),
  (made) => ({
    grid: made.flatMap(({ name, phone }, i) => [
      ...(i % 10 === 0 ? [['No', '受講生', 'TEL']] : []),
      [i + 1, name, phone],
    ]),
  }),
  (made) => ({
    grid: made.map(({ name, phone, birth }, i) => [i + 1, phone, name, birth]),
    types: [null, 'PHONE', 'PERSON', 'BIRTH'],
  }),
  (made) => ({
    grid: [
      ['班', '班員'],
      ...chunks(made, 3).map((some, i) => [`${i + 1}班`, some.map(({ name }) => name).join('、')]),
    ],
  }),
]

const NOBODY: readonly LabelledSheet['grid'][] = [
  [['部品名', '型番', '在庫'], ...Array.from({ length: 20 }, (_, i) => [`歯車${i}`, `GW-${100 + i}`, i * 3])],
  [
    ['拠点', '所在階', '代表電話'],
    ...Array.from({ length: 12 }, (_, i) => [`第${i + 1}営業所`, `${i + 1}階`, `00-0000-${1000 + i}`]),
  ],
  [
    ['日付', '降水量', '最高気温'],
    ...Array.from({ length: 30 }, (_, i) => [`2026-06-${String(i + 1).padStart(2, '0')}`, i % 7, 20 + (i % 9)]),
  ],
]

export const madeSheets: readonly LabelledSheet[] = [
  ...LAYOUTS.flatMap((layout, at) =>
    [7, 30, 90].map((count) => {
      const roll = dice(1000 * at + count)
      return { id: `made-${at}-${count}`, ...layout(people(count, roll), roll), persons: count }
    }),
  ),
  ...NOBODY.map((grid, at) => ({ id: `nobody-${at}`, grid, persons: 0, types: grid[0]!.map(() => null) })),
]

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}
