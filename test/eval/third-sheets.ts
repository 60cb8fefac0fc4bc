import type { LabelledSheet } from './sheets.ts'
import { chunks, type Layout, madeOf, western } from './unseen-sheets.ts'

const SURNAMES =
  '指宿,梼原,久具宮,沼倉,大文字屋,知念,逸見,四月朔日,鶏冠井,目黒,糸満,砂子,祝,玉城,昆,国母,鯨岡,門間,寒河江,当麻,生駒,三枝,新妻,牛込,吉良,乾,灰谷,設楽,留目,米満'.split(
    ',',
  )
const GIVEN =
  '智陽,澪,律子,三郎,絹代,朝斗,義嗣,楓,大河,みのり,奏多,小百合,十和子,善次郎,桜介,ひなた,玲央,たかし,千景,真,仁,恵,すず,隆之介,明日香,耕太郎'.split(
    ',',
  )
const two = (part: number) => String(part).padStart(2, '0')
const FOREIGN =
  'グエン・ティ・ホア,ラム・タパ,カルロス・シルバ,マリア・クララ・サントス,キム・ミンジ,ジョン・マクレガー,ファン・ヴァン・ドゥック,アミナ・ベガム'.split(
    ',',
  )

/** A third set, written without a look at the rules: orders, events, property, insurance, personnel, clinics. */
const LAYOUTS: readonly Layout[] = [
  (made) => ({
    grid: [
      ['注文日', '注文者', 'お届け先様', 'お届け先〒', 'お届け先', 'お届け先TEL', '品名', '個数'],
      ...chunks(made, 2).map(([a, b], i) => [
        '2025/11/20',
        a!.name,
        b?.name ?? '',
        `99${i % 10}-8501`,
        a!.address,
        a!.phone,
        '新米 5kg',
        2,
      ]),
    ],
    types: [null, 'PERSON', 'PERSON', 'POSTAL', 'ADDRESS', 'PHONE', null, null],
  }),
  (made) => ({
    grid: [
      ['参加申込一覧(主催:総務部)', '', '', '', ''],
      ['受付', '御社名', '御所属', '御名前', '懇親会'],
      ...made.map((o, i) => [
        '済',
        ['乾商会', '牛込印刷', '目黒電機'][i % 3]!,
        '営業部',
        `${o.surname}${o.given}`,
        i % 2 ? '○' : '×',
      ]),
    ],
    types: [null, null, null, 'PERSON', null],
  }),
  (made) => ({
    grid: [
      ['部屋番号', '入居者', '同居人', '賃料', '保証人', '保証人電話'],
      ...chunks(made, 3).map(([a, b, c], i) => [101 + i, a!.name, b?.name ?? '', 68000, c?.name ?? '', c?.phone ?? '']),
    ],
    types: [null, 'PERSON', 'PERSON', null, 'PERSON', 'PHONE'],
  }),
  (made) => ({
    grid: [
      ['証券番号', '契約者カナ', '契約者漢字', '被保険者生年月日', '月払保険料', '払込口座番号'],
      ...made.map((o, i) => [`${7_000_000 + i}`, o.half, o.name, o.era, 3200, `${1_000_000 + i * 7}`]),
    ],
    types: [null, 'PERSON', 'PERSON', 'BIRTH', null, 'ACCOUNT'],
  }),
  (made) => ({
    grid: [
      ['Employee ID', 'Last Name', 'First Name', 'Hire Date', 'E-mail Address', 'Mobile'],
      ...made.map((o, i) => [`E${i}`, ...o.latin.split(' '), '2020-04-01', o.mail, o.phone]),
    ],
    types: [null, 'PERSON', 'PERSON', null, 'EMAIL', 'PHONE'],
  }),
  (made) => ({
    grid: [
      ['No', '氏　　　名', '生 年 月 日', '住　　　所', '電　話'],
      ...made.map((o, i) => [i + 1, o.name, o.era, o.address, o.phone]),
    ],
    types: [null, 'PERSON', 'BIRTH', 'ADDRESS', 'PHONE'],
  }),
  (made) => ({
    grid: made.flatMap((o, i) => [
      [`整理番号 ${i + 1}`, ''],
      ['患者', `${o.name} 様`],
      ['生年月日', western(o)],
      ['連絡先', o.phone],
      ['備考', ''],
    ]),
  }),
  (made) => ({
    grid: made.map((o, i) => [
      i + 1,
      o.name,
      `${o.born.year}-${two(o.born.month)}-${two(o.born.day)}`,
      o.phone,
      o.mail,
    ]),
    types: [null, 'PERSON', 'BIRTH', 'PHONE', 'EMAIL'],
  }),
  (made) => ({
    grid: [
      ['班', '班長', '班員'],
      ...chunks(made, 4).map(([a, ...others], i) => [
        `${i + 1}班`,
        a!.name.replace('　', ' '),
        others.map((o) => o.name.replace('　', ' ')).join('、'),
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['チーム', 'メンバー'],
      ...chunks(made, 3).map((some, i) => [`チーム${i + 1}`, some.map((o) => `${o.surname}${o.given}`).join('\n')]),
    ],
  }),
  (made) => ({
    grid: [
      ['在籍者(外国籍)', '', ''],
      ['氏名(カタカナ)', '国籍', '在留カード番号', '在留期限'],
      ...made.map((_, i) => [
        `${FOREIGN[i % 8]!}${['', '・ダ', '・ニ', '・ホ'][Math.floor(i / 8) % 4]!}${['', '・リ', '・ロ', '・ラ'][Math.floor(i / 32) % 4]!}`,
        ['ベトナム', 'ネパール', 'ブラジル'][i % 3]!,
        `LB${24_000_000 + i * 37}HA`,
        '2027/03/31',
      ]),
    ],
    types: ['PERSON', null, 'RESIDENCE', null],
  }),
  (made) => ({
    grid: [
      ['所属コード', '所属名', '社員名', '入社年月日', '基礎年金番号', '個人番号'],
      ...made.map((o, i) => [
        300 + (i % 5),
        ['製造一課', '製造二課', '経理課'][i % 3]!,
        o.name,
        '2012/4/1',
        `${1000 + i}-${200_000 + i * 3}`,
        o.my,
      ]),
    ],
    types: [null, null, 'PERSON', null, 'PENSION', 'MYNUMBER'],
  }),
  (made) => ({
    grid: [
      ['診療科', '予約時刻', '患者名', '病名', '主治医'],
      ...made.map((o, i) => [
        '循環器',
        '09:30',
        o.name.replace('　', ''),
        ['心房細動', '狭心症', '高血圧症'][i % 3]!,
        '',
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['相談日', '相談者', '相談内容', '対応者'],
      ...made.map((o) => ['R7.6.1', `${o.surname}${o.given}`, '境界の件で隣家と話し合いたい', '']),
    ],
    types: [null, 'PERSON', null, null],
  }),
  (made) => ({
    grid: [
      ['', '4月', '', '5月', ''],
      ['当番', '氏名', '電話', '氏名', '電話'],
      ...chunks(made, 2).map(([a, b], i) => [`第${i + 1}週`, a!.name, a!.phone, b?.name ?? '', b?.phone ?? '']),
    ],
  }),
  (made) => ({
    grid: [['ｼﾒｲ', 'ﾃﾞﾝﾜ', 'ｼﾞｭｳｼｮ'], ...made.map((o) => [o.half, o.phone.replaceAll('-', ''), o.address])],
    types: ['PERSON', 'PHONE', 'ADDRESS'],
  }),
  (made) => ({
    grid: [
      ['会員番号', '会員名', '生年', '誕生月', '誕生日', '携帯'],
      ...made.map((o, i) => [i, o.name, o.born.year, o.born.month, o.born.day, Number(o.phone.replaceAll('-', ''))]),
    ],
  }),
  (made) => ({
    grid: [
      ['送信者', '宛先', '件名'],
      ...chunks(made, 2).map(([a, b]) => [
        `${a!.name} <${a!.mail}>`,
        b === undefined ? '' : `${b.name} <${b.mail}>`,
        '日程',
      ]),
    ],
  }),
  (made) => ({ grid: made.map((o) => [`${o.name}様　${o.phone}　${o.address}`]) }),
  (made) => ({
    grid: [
      ['受験番号', '受験者氏名', '志望校', '国語', '数学', '判定'],
      ...made.flatMap((o, i) => [
        ...(i > 0 && i % 20 === 0
          ? [
              ['受験番号', '受験者氏名', '志望校', '国語', '数学', '判定'],
              ['', '小計', '', '', '', ''],
            ]
          : []),
        [2000 + i, o.name, '県立緑丘高校', 60 + (i % 40), 50 + (i % 50), 'B'],
      ]),
      ['', '平均', '', 70, 65, ''],
    ],
    types: [null, 'PERSON', null, null, null, null],
  }),
]

const NOBODY: readonly LabelledSheet['grid'][] = [
  [
    ['店舗名', '所在地', '代表電話', '開店日'],
    ...Array.from({ length: 20 }, (_, i) => [
      ['目黒店', '生駒店', '牛込店', '糸満店', '寒河江店'][i % 5]!,
      '山形県鶴岡市馬場町9-1',
      `0235-22-${1000 + i}`,
      '1998/4/1',
    ]),
  ],
  [
    ['路線', '停留所', '始発', '終発'],
    ...Array.from({ length: 30 }, (_, i) => [
      '循環',
      ['生駒', '砂子', '当麻', '逸見', '三枝'][i % 5]!,
      '6:10',
      '22:40',
    ]),
  ],
  [
    ['伝票番号', '品目', '数量', '単価', '納入業者'],
    ...Array.from({ length: 30 }, (_, i) => [
      123_456_789_000 + i,
      'ボルトM8',
      100,
      12,
      ['乾鋼材', '鯨岡商店', '吉良産業'][i % 3]!,
    ]),
  ],
  [
    ['資産番号', '資産名', '取得日', '設置場所', '管理部署'],
    ...Array.from({ length: 20 }, (_, i) => [`PC-${i}`, 'ノートPC', '2023/04/01', '第二会議室', '情報システム課']),
  ],
  [
    ['薬品名', '規格', '在庫', '使用期限'],
    ...['アムロジピン', 'ロキソプロフェン', 'ファモチジン', 'レバミピド'].map((one) => [one, '10mg', 40, '2027/3/31']),
  ],
  [
    ['本のタイトル', '出版社', '請求記号', 'ISBN'],
    ...Array.from({ length: 12 }, (_, i) => [
      ['楓の森', '恵みの雨', '仁のこころ'][i % 3]!,
      '北斗書房',
      '913.6',
      `978400000000${i % 10}`,
    ]),
  ],
]

export const thirdSheets: readonly LabelledSheet[] = madeOf('third', LAYOUTS, NOBODY, SURNAMES, GIVEN)
