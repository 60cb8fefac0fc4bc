import type { LabelledSheet } from './sheets.ts'
import { chunks, type Layout, madeOf, western } from './unseen-sheets.ts'

const SURNAMES =
  '一口,左右田,鬼頭,蓬莱,辺土名,阿波連,水卜,月岡,土筆,柊,安心院,羽田野,虎杖,釘崎,胡蝶,冨樫,八丁堀,蛭子,穴吹,苅谷,佐治,下條,六角,梶,槙,都築,堤,辻,東,西'.split(
    ',',
  )
const HIRA = (kana: string) => kana.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60))

/** More of the kind, with names of their own. */
const LAYOUTS: readonly Layout[] = [
  (made) => ({
    grid: [
      ['受講番号', '受講者(敬称略)', '勤務先電話', '携帯番号', '緊急時連絡先(続柄)'],
      ...made.map((o, i) => [i + 1, o.name, '03-0000-0000', o.phone, '母 090-1111-0000']),
    ],
  }),
  (made) => ({
    grid: [
      ['患者ID', '患者カナ氏名', '患者漢字氏名', '生年月日8桁', '保険者番号', '記号', '番号'],
      ...made.map((o, i) => [
        `P${i}`,
        o.half,
        o.name,
        `${o.born.year}${String(o.born.month).padStart(2, '0')}${String(o.born.day).padStart(2, '0')}`,
        '06130012',
        '1234',
        String(100 + i),
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['世帯番号', '氏名', '続柄', '年齢', '電話'],
      ...made.map((o, i) => [
        Math.floor(i / 3) + 1,
        o.name,
        ['世帯主', '妻', '長男'][i % 3]!,
        30 + (i % 40),
        i % 3 === 0 ? o.phone : '',
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['所属', '氏名', '所属', '氏名'],
      ...chunks(made, 2).map(([a, b]) => ['営業', a!.name, '総務', b?.name ?? '']),
    ],
  }),
  (made) => ({
    grid: [['NAME', 'TEL', 'ADDRESS'], ...made.map((o) => [o.latin, o.phone, o.address])],
    types: ['PERSON', 'PHONE', 'ADDRESS'],
  }),
  (made) => ({
    grid: [
      ['作成日:2025/10/1'],
      ['卒業生台帳'],
      [],
      ['組', '出席番号', '生徒名(よみ)', '進路', '備考'],
      ...made.map((o, i) => ['A', i + 1, `${o.name}(${HIRA(o.kana)})`, '進学', '']),
    ],
  }),
  (made) => ({
    grid: [
      ['ID', '姓', '名', '姓ふりがな', '名ふりがな', '都道府県', '市区町村', '番地', '建物名'],
      ...made.map((o, i) => [
        i,
        o.surname,
        o.given,
        ...HIRA(o.kana).split('　'),
        '岡山県',
        '倉敷市玉島',
        '1-1-' + i,
        '',
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['ドナー名', '血液型', '既往歴', '最終献血日'],
      ...made.map((o, i) => [o.name, 'ABO'[i % 3]!, ['なし', '喘息', '高血圧'][i % 3]!, '2025/1/1']),
    ],
  }),
  (made) => ({
    grid: [['担当者', '件名', '顧客名', '顧客電話'], ...made.map((o) => ['', '修理受付', `${o.name} 様`, o.phone])],
  }),
  (made) => ({
    grid: made.flatMap((o) => [
      [`氏名: ${o.name}`, `生年月日: ${western(o)}`],
      [`電話: ${o.phone}`, `住所: ${o.address}`],
      [''],
    ]),
  }),
  (made) => ({
    grid: chunks(made, 3).flatMap((some) => [
      ['氏名', ...some.map((o) => o.name)],
      ['電話', ...some.map((o) => o.phone)],
      ['生年月日', ...some.map((o) => o.era)],
      [],
    ]),
  }),
  (made) => ({
    grid: [
      ['選手登録一覧', '', '', ''],
      ['背番号', '選手氏名', '生年月日', '身長'],
      ...made.slice(0, Math.ceil(made.length / 2)).map((o, i) => [i + 1, o.name, western(o), 170]),
      [],
      ['スタッフ登録一覧'],
      ['役職', 'スタッフ氏名', '電話'],
      ...made.slice(Math.ceil(made.length / 2)).map((o) => ['コーチ', o.name, o.phone]),
    ],
  }),
  (made) => ({
    grid: [
      ['職員番号', '職員', '扶養1', '扶養1続柄', '扶養2', '扶養2続柄'],
      ...chunks(made, 3).map(([a, b, c], i) => [
        1000 + i,
        a!.name,
        b?.name ?? '',
        b ? '妻' : '',
        c?.name ?? '',
        c ? '子' : '',
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['寄附者ご芳名', 'ご住所', '金額'],
      ...made.map((o, i) => [o.name, o.address, 1000 * i]),
      ['合計', '', 99999],
    ],
  }),
  (made) => ({
    grid: [['シフト', '月', '火', '水'], ...chunks(made, 3).map((some) => ['早番', ...some.map((o) => o.name)])],
  }),
  (made) => ({
    grid: [
      ['予約日', '予約時間', 'ご予約名', '人数', 'ご連絡先電話番号'],
      ...made.map((o) => ['2025/12/1', '18:00', o.kana, 2, o.phone]),
    ],
  }),
]
const NOBODY: readonly LabelledSheet['grid'][] = [
  [['便名', '出発', '到着', '機材'], ...Array.from({ length: 20 }, (_, i) => [`NH${100 + i}`, '羽田', '宮崎', 'B738'])],
  [
    ['科目コード', '科目名', '単位', '教室'],
    ...Array.from({ length: 20 }, (_, i) => [1000 + i, ['代数', '幾何', '国文学', '化学'][i % 4]!, 2, `${i}号館`]),
  ],
  [
    ['工事番号', '工事名', '施工場所', '着工', '完成'],
    ...Array.from({ length: 20 }, (_, i) => [i, `山田橋補修工事その${i}`, '岡山県倉敷市', '2025/4/1', '2025/9/30']),
  ],
  [
    ['ロット', '検査日', '合否', '検査値'],
    ...Array.from({ length: 20 }, (_, i) => [`L${i}`, '2025/4/1', '合', i / 10]),
  ],
  [
    ['メニュー', 'カロリー', '価格'],
    ...['花子カレー', '太郎うどん', '北海丼', '千代の餅'].map((x, i) => [x, 500, 700 + i]),
  ],
]

export const furtherSheets: readonly LabelledSheet[] = madeOf('further', LAYOUTS, NOBODY, SURNAMES)
