/**
 * Sheets of schools, clinics, town halls and personnel offices, with other headings and layouts than any other sheet
 * here. Every person is put together at random, and no telephone, address or mail in them exists.
 */
import type { LabelledSheet } from './sheets.ts'
import { myNumber } from './unseen-texts.ts'

const SURNAMES =
  '躑躅森,毒島,雲母坂,百目鬼,鴨志田,外間,我那覇,椎葉,甲把,生方,東風平,不死川,煉獄,伏黒,乙骨,鏑木,斎宮,桑名,井深,樋笠,漆戸,帯刀,鵜飼,金城,樽見,八百板,森,林,原,南'.split(
    ',',
  )
const GIVEN =
  '惺太,柚季乃,朔弥,凪紗,陽葵,蒼空,結翔,心遥,一颯,紬希,琉叶,碧羽,嘉寿男,とし江,ふじ子,正太郎,弥生,康之介,いちか,るり,翔吾,沙也加,敬,亨,実,花'.split(
    ',',
  )
const KANA =
  'ツツジモリ,ブスジマ,キララザカ,ドウメキ,カモシダ,ホカマ,ガナハ,シイバ,コウハ,ウブカタ,コチンダ,シナズガワ,レンゴク,フシグロ,オッコツ,カブラギ,サイグウ,クワナ,イブカ,ヒガサ,ウルシド,タテワキ,ウカイ,キンジョウ,タルミ,ヤオイタ,モリ,ハヤシ,ハラ,ミナミ'.split(
    ',',
  )
const GIVEN_KANA =
  'セイタ,ユキノ,サクヤ,ナギサ,ヒマリ,ソラ,ユイト,コハル,イブキ,ツムギ,ルカ,アオバ,カズオ,トシエ,フジコ,ショウタロウ,ヤヨイ,ヤスノスケ,イチカ,ルリ,ショウゴ,サヤカ,タカシ,トオル,ミノル,ハナ'.split(
    ',',
  )
const LATIN =
  'TSUTSUJIMORI,BUSUJIMA,KIRARAZAKA,DOMEKI,KAMOSHIDA,HOKAMA,GANAHA,SHIIBA,KOHA,UBUKATA,KOCHINDA,SHINAZUGAWA,RENGOKU,FUSHIGURO,OKKOTSU,KABURAGI,SAIGU,KUWANA,IBUKA,HIGASA,URUSHIDO,TATEWAKI,UKAI,KINJO,TARUMI,YAOITA,MORI,HAYASHI,HARA,MINAMI'.split(
    ',',
  )
const GIVEN_LATIN =
  'SEITA,YUKINO,SAKUYA,NAGISA,HIMARI,SORA,YUITO,KOHARU,IBUKI,TSUMUGI,RUKA,AOBA,KAZUO,TOSHIE,FUJIKO,SHOTARO,YAYOI,YASUNOSUKE,ICHIKA,RURI,SHOGO,SAYAKA,TAKASHI,TORU,MINORU,HANA'.split(
    ',',
  )
const PLACES =
  '岡山県倉敷市玉島阿賀崎1-1-,東京都稲城市東長沼2111-,熊本県八代市松江城町1番,神奈川県三浦郡葉山町堀内20-,滋賀県草津市草津三丁目13-,愛媛県今治市別宮町1丁目4-,奄美市名瀬幸町25-'.split(
    ',',
  )

function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

export interface Made {
  readonly surname: string
  readonly given: string
  readonly name: string
  readonly kana: string
  readonly half: string
  readonly latin: string
  readonly born: { readonly year: number; readonly month: number; readonly day: number }
  readonly era: string
  readonly phone: string
  readonly mail: string
  readonly address: string
  readonly my: string
  readonly number: string
}

const FULL =
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー'
const HALVES = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ'
const HALF = new Map(FULL.split('').map((one, i) => [one, HALVES[i]!]))
const half = (kana: string) =>
  Array.from(kana.normalize('NFD'))
    .map((one) => (one === '\u3099' ? 'ﾞ' : one === '\u309a' ? 'ﾟ' : (HALF.get(one) ?? one)))
    .join('')

function people(
  count: number,
  roll: (sides: number) => number,
  surnames: readonly string[],
  givenNames: readonly string[],
): Made[] {
  return Array.from({ length: count }, (_, i) => {
    const [s, g] = [i % surnames.length, (i * 7 + Math.floor(i / surnames.length)) % givenNames.length]
    const year = 1945 + roll(60)
    const [month, day] = [1 + roll(12), 1 + roll(28)]
    return {
      surname: surnames[s]!,
      given: givenNames[g]!,
      name: `${surnames[s]!}　${givenNames[g]!}`,
      kana: `${KANA[s]!}　${GIVEN_KANA[g]!}`,
      half: half(`${KANA[s]!} ${GIVEN_KANA[g]!}`),
      latin: `${LATIN[s]!} ${GIVEN_LATIN[g]!}`,
      born: { year, month, day },
      era: year >= 1989 ? `H${year - 1988}.${month}.${day}` : `S${year - 1925}.${month}.${day}`,
      phone: `080-${String(1000 + roll(9000))}-${String(i).padStart(4, '0')}`,
      mail: `u${i}x${roll(1000)}@kaiin.example`,
      address: `${PLACES[roll(PLACES.length)]!}${1 + roll(40)}`,
      my: myNumber(`${10000 + roll(89999)}${String(100000 + i).slice(-6)}`),
      number: String(10_000_000 + i * 37),
    }
  })
}

export type Layout = (made: readonly Made[], roll: (sides: number) => number) => Pick<LabelledSheet, 'grid' | 'types'>
export const western = ({ born: { year, month, day } }: Made) => `${year}/${month}/${day}`
const serial = ({ born: { year, month, day } }: Made) =>
  Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569

const LAYOUTS: readonly Layout[] = [
  (made) => ({
    grid: [
      ['被保険者番号', 'ご氏名(全角)', 'ご氏名(ｶﾅ)', '生年月日(和暦)', '連絡先①', '連絡先②', '続柄'],
      ...made.map((one) => [one.number, one.name, one.half, one.era, one.phone, '', '本人']),
    ],
    types: ['HEALTHINS', 'PERSON', 'PERSON', 'BIRTH', 'PHONE', null, null],
  }),
  (made) => ({
    grid: [
      ['令和7年度　就学時健診　対象者名簿'],
      [],
      ['学区', '世帯主', '対象児童', '児童生年月日', '続柄', '住民登録地'],
      ...chunks(made, 2).map(([parent, child]) => [
        '第三小',
        parent!.name,
        child ? `${parent!.surname}　${child.given}` : '',
        child?.era ?? '',
        '子',
        parent!.address,
      ]),
    ],
    types: [null, 'PERSON', 'PERSON', 'BIRTH', null, 'ADDRESS'],
  }),
  (made) => ({
    grid: [
      ['診察券No.', '患者さま', '性別', '年齢', '受診日', '診療科', '担当医'],
      ...made.map((one, i) => [
        10_200 + i,
        one.name.replace('　', ''),
        i % 2 ? '男' : '女',
        20 + (i % 60),
        '2025/10/01',
        '内科',
        '',
      ]),
    ],
    types: [null, 'PERSON', null, null, null, null, null],
  }),
  (made) => ({
    grid: [
      ['姓(漢字)', '名(漢字)', '姓(カナ)', '名(カナ)', '西暦生年月日', 'メアド'],
      ...made.map((one) => [one.surname, one.given, ...one.kana.split('　'), western(one), one.mail]),
    ],
    types: ['PERSON', 'PERSON', 'PERSON', 'PERSON', 'BIRTH', 'EMAIL'],
  }),
  (made) => ({
    grid: [
      ['Last Name', 'First Name', 'Date of Birth', 'E-mail Address', 'Dept.'],
      ...made.map((one) => [...one.latin.split(' '), western(one), one.mail, 'Sales']),
    ],
    types: ['PERSON', 'PERSON', 'BIRTH', 'EMAIL', null],
  }),
  (made) => ({
    grid: [
      ['従業員コード', '漢字氏名', '個人番号(マイナンバー)', '入社年月日', '標準報酬月額'],
      ...made.map((one, i) => [`E${i}`, one.name, one.my, '2019/04/01', 300_000]),
    ],
    types: [null, 'PERSON', 'MYNUMBER', null, null],
  }),
  (made) => ({
    grid: made.flatMap((one) => [
      ['■利用者', '', ''],
      ['ご利用者氏名', one.name, ''],
      ['ご住所', one.address, ''],
      ['お生まれ', one.era, ''],
      ['お電話(携帯)', one.phone, ''],
      [],
    ]),
  }),
  (made) => ({
    grid: [
      ['班長', '副班長', '班員(氏名・携帯)'],
      ...chunks(made, 4).map((some) => [
        some[0]!.name,
        some[1]?.name ?? '',
        some
          .slice(2)
          .map((one) => `${one.name} ${one.phone}`)
          .join('\n'),
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['日程', '会議名', '出席者'],
      ...chunks(made, 5).map((some, i) => [
        `10/${i + 1}`,
        '定例会',
        some.map(({ name }) => name.replace('　', ' ')).join(', '),
      ]),
    ],
  }),
  (made) => ({
    grid: [
      ['', '1班', '2班', '3班'],
      ...chunks(made, 3).map((some, i) => [`${i + 1}番`, ...some.map(({ name }) => name)]),
    ],
  }),
  (made) => ({
    grid: [
      ['宛名', '〒', '送り先住所1', '送り先住所2', '商品', '個数'],
      ...made.map((one, i) => [`${one.name} 様`, `${100 + i}-000${i % 10}`, one.address, '', 'りんご5kg', 1]),
    ],
    types: ['PERSON', 'POSTAL', 'ADDRESS', null, null, null],
  }),
  (made) => ({
    grid: [
      ['技能実習生 氏名(アルファベット)', '国籍', '在留カードNO', '在留期限', '監理団体'],
      ...made.map((one, i) => [
        one.latin,
        'ベトナム',
        `AB${String(10_000_000 + i * 7919)}CD`,
        '2026/3/31',
        '協同組合みらい',
      ]),
    ],
    types: ['PERSON', null, 'RESIDENCE', null, null],
  }),
  (made) => ({
    grid: [
      ['社員', '健診日', '身長', '体重', '判定', '医師所見'],
      ...made.map((one, i) => [
        one.name,
        '2025/6/1',
        160 + (i % 20),
        50 + (i % 30),
        'ABCD'[i % 4]!,
        ['異常なし', '高血圧', '要再検査', '脂質異常症'][i % 4]!,
      ]),
    ],
    types: ['PERSON', null, null, null, 'SC_MEDICAL', 'SC_MEDICAL'],
  }),
  (made) => ({
    grid: [
      ['振込先銀行', '支店名', '預金種別', '口座番号', '口座名義人(ｶﾅ)', '振込金額'],
      ...made.map((one, i) => ['東西銀行', '緑町支店', '普通', String(1_000_000 + i * 31), one.half, 50_000]),
    ],
    types: [null, null, null, 'ACCOUNT', 'PERSON', null],
  }),
  (made) => ({
    grid: [
      ['申込日時', 'お名前を入力してください', 'お電話番号を入力してください', '同意します'],
      ...made.map((one) => ['2025-10-01 10:00:00', one.name.replace('　', ' '), one.phone.replaceAll('-', ''), 'はい']),
    ],
    types: [null, 'PERSON', 'PHONE', null],
  }),
  (made) => ({
    grid: [
      ['No', '氏名', '氏名', '生年月日', '生年月日'],
      ['', '漢字', 'フリガナ', '元号', '年月日'],
      ...made.map((one, i) => [i + 1, one.name, one.kana, one.era[0]!, one.era.slice(1)]),
    ],
  }),
  (made) => ({
    grid: [
      ['部署', '役職', '社員名', '内線', '誕生日'],
      ...made.map((one, i) => [
        i % 5 === 0 ? '営業部' : '',
        i % 5 === 0 ? '部長' : '主任',
        one.name,
        100 + i,
        serial(one),
      ]),
    ],
    types: [null, null, 'PERSON', null, 'BIRTH'],
  }),
  (made) => ({ grid: made.map((one) => [`${one.name}(${one.kana})`, one.phone, `〒100-0001 ${one.address}`]) }),
  (made) => ({
    grid: [
      ['項目', '内容'],
      ...made.flatMap((one) => [
        ['氏名', one.name],
        ['メールアドレス', one.mail],
      ]),
    ],
  }),
]

const NOBODY: readonly LabelledSheet['grid'][] = [
  [
    ['地点', '緯度', '経度', '標高'],
    ...Array.from({ length: 25 }, (_, i) => [['森', '林', '原', '南', '金城'][i % 5]!, 35 + i / 10, 139, 10 * i]),
  ],
  [
    ['駅名', '開業日', '乗降客数', '所在地'],
    ...Array.from({ length: 20 }, (_, i) => [
      ['大宮', '三島', '松本', '福島', '宮崎'][i % 5]!,
      `19${20 + i}/4/1`,
      1000 * i,
      '',
    ]),
  ],
  [
    ['JANコード', '商品名', '入数', '発売日', 'メーカー'],
    ...Array.from({ length: 40 }, (_, i) => [
      String(4_900_000_000_000 + i * 17),
      `菊${i}号`,
      12,
      '2024/4/1',
      ['森永', '明治', '江崎'][i % 3]!,
    ]),
  ],
  [
    ['受付番号', '受付日時', 'カテゴリ', 'ステータス', '対応部署'],
    ...Array.from({ length: 30 }, (_, i) => [202_510_000_000 + i, '2025/10/01 09:00', '故障', '完了', '高松支店']),
  ],
  [
    ['会社名', '代表取締役', '本社電話', '資本金'],
    ...Array.from({ length: 0 }, () => []),
    ...['青空商事', 'みどり運輸', '山手製作所'].map((one) => [`株式会社${one}`, '', '03-0000-0000', 10_000_000]),
  ],
  [
    ['品種', '作付', '収量', '圃場'],
    ...['あきたこまち', 'ひとめぼれ', 'つや姫', 'ななつぼし', 'さくら', 'ゆめぴりか'].map((one, i) => [
      one,
      i,
      500 + i,
      '北',
    ]),
  ],
]

/** Sheets of layouts with three numbers of persons each, and sheets of nobody; the same at every call. */
export function madeOf(
  mark: string,
  layouts: readonly Layout[],
  nobody: readonly LabelledSheet['grid'][],
  surnames: readonly string[],
  givenNames: readonly string[] = GIVEN,
): LabelledSheet[] {
  return [
    ...layouts.flatMap((layout, at) =>
      [8, 41, 120].map((count) => {
        const roll = dice(77 * at + count)
        return {
          id: `${mark}-${at}-${count}`,
          ...layout(people(count, roll, surnames, givenNames), roll),
          persons: count,
        }
      }),
    ),
    ...nobody.map((grid, at) => ({ id: `${mark}-nobody-${at}`, grid, persons: 0, types: grid[0]!.map(() => null) })),
  ]
}

export const unseenSheets: readonly LabelledSheet[] = madeOf('first', LAYOUTS, NOBODY, SURNAMES)

export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}
