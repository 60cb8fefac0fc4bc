/** Business letters of made-up companies, as they are written: who writes to whom, and what stands around the salutation. */
export const PARTIES = [
  'X県',
  'Y市',
  'Z町教育委員会',
  '株式会社見本製作所',
  '例示商事株式会社',
  '有限会社試験印刷',
  '架空電機株式会社',
  '仮名システムズ株式会社',
  '合同会社サンプルワークス',
  '一般社団法人見本協会',
  '学校法人例示学園',
  '医療法人社団架空会',
  '株式会社テスト・ロジスティクス',
  '㈱ダミー工務店',
  'Mihon Trading Co., Ltd.',
].map((name, at) => ({ partyId: `p${at}`, name }))

const OPENINGS = [
  'いつもお世話になっております。',
  'お世話になります。見本の田中です。',
  '平素より格別のお引き立てを賜り、厚く御礼申し上げます。',
  'ご返信ありがとうございます。',
  '先日はお時間をいただき、ありがとうございました。',
  '早速ですが、下記のとおりご連絡いたします。',
]

/** The salutation of a letter to a company; `{c}` is how it is named. */
const SALUTATIONS = [
  '{c}\n営業部 田中様',
  '{c} 総務部\n人事課 佐藤 花子 様',
  '{c}\nご担当者様',
  '{c} 御中',
  '{c} 田中様',
  '{c} 田中様、佐藤様',
  '{c} 東京支店\n支店長 鈴木様',
  '{c}\n田中様\n(CC: 佐藤様)',
  '田中様',
  'ご担当者様',
  '関係者各位',
  '田中様\nCC: 弊社 鈴木',
  '',
  '{c} 各位',
  '{c}\n代表取締役 山田 太郎 殿',
]

/** What follows, other companies too: they are spoken of, not to. */
const BODIES = [
  '見積書をお送りします。ご確認ください。',
  '{o}様の件につき、下記のとおり進めます。',
  '{o}との打合せの議事録です。',
  '納品は、{o}様より直送いたします。',
  '次回は {o} 御中 と記載のうえ、ご提出ください。',
  '以下、先方からのメールです。\n> {o}\n> 営業部 田中様\n> 承知しました。',
  'ご不明な点は、担当の{o} 鈴木様までお問い合わせください。',
]

const SIGNATURES = ['', '--\n試験 自社\n営業部 高橋\n〒000-0000 X県Y市1-1', '-----\n株式会社試験自社 高橋']

/** How a registered company is named in letters. */
function spellings(name: string): readonly string[] {
  const swapped = name.replace('株式会社', '(株)')
  return [name, swapped, name.replace('株式会社', '㈱'), name.replace(/^(株式会社|有限会社|合同会社)/, '$1 ')]
}

export interface Letter {
  readonly text: string
  /** To whom it goes: the id of a party. */
  readonly to: string
  readonly isWrong: boolean
}

/** Every combination: addressed to the recipient's own company, or (where a company is named) to another one. */
export function* letters(): Generator<Letter> {
  let n = 0
  for (const [at, to] of PARTIES.entries()) {
    for (const salutation of SALUTATIONS) {
      for (const opening of OPENINGS) {
        n++
        const other = PARTIES[(at + 1 + (n % (PARTIES.length - 1))) % PARTIES.length]!
        const body = BODIES[n % BODIES.length]!.replaceAll('{o}', other.name)
        const signature = SIGNATURES[n % SIGNATURES.length]!
        const write = (company: string) =>
          [salutation.replaceAll('{c}', company), '', opening, body, '', signature].join('\n')
        const names = spellings(to.name)
        yield { text: write(names[n % names.length]!), to: to.partyId, isWrong: false }
        if (!salutation.includes('{c}')) continue
        const wrong = spellings(other.name)
        yield { text: write(wrong[n % wrong.length]!), to: to.partyId, isWrong: true }
      }
    }
  }
}
