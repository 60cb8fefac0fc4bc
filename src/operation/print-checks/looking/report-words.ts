/** What the report says besides the words of the module. */
const ja = {
  title: '印刷の検証報告書',
  about: '案件',
  facts: {
    job: '件名',
    engagement: '案件',
    organisation: '委託元',
    client: 'お客様',
    printer: '印刷会社',
    author: '印刷会社の担当者',
    made: '作成',
    handOver: '納品書',
  },
  noHandOver: 'まだ作られていません',
  handOver: (number: number, sha256: string) => `第${number}号 SHA-256 ${sha256}`,
  runs: '機械による照合',
  run: {
    outcome: '結果',
    counts: '数',
    diagnosis: '診断',
    when: '実施',
    engine: '照合エンジン',
    old: 'この照合のあとに、ファイルが差し替えられています。',
  },
  countsText: (c: Counts) =>
    `用紙${c.sheets}枚、${c.pages}ページ、データ${c.records}件、子${c.children}人。正しい用紙${c.ok}枚、不一致${c.mismatches}件、照合できない用紙${c.unverified}枚、仕切り紙${c.banners}枚`,
  none: '実施していません。',
  files: '照合したファイル',
  fileHeads: ['種類', 'ファイル名', 'SHA-256'],
  differences: '設定の照合',
  differencesText: (count: number, unexplained: number) =>
    count === 0 ? 'テスト時と本番の設定に違いはありません。' : `違い${count}か所(理由のないもの${unexplained}か所)`,
  sample: '抜き取りの確認',
  sampleFacts: {
    lot: 'ロット',
    items: '抜き取り',
    plan: '条件',
    seed: '抽選の種',
    population: '母集団のハッシュ',
    opener: '開封した人',
  },
  sampleText: (items: number, done: number, wrong: number) => `${items}件を抽選、${done}件を確認、不一致${wrong}件`,
  planText: (mandatory: number, random: number, share: number, confidence: number) =>
    `必ず開ける件${mandatory}件、無作為${random}件。合格判定数0。不良${share * 100}%を${confidence * 100}%以上の確率で検出`,
  stopped: '不一致が見つかり、このロットは止まっています。',
  stages: '関門と、確かめた人',
  stageHeads: ['確認', '状態', '確かめた人', '日時'],
  machine: '機械',
  count: (n: number) => `${n.toLocaleString('ja-JP')}件`,
  foot: (job: string, at: string) => `${job}  ${at} 作成`,
}
interface Counts {
  readonly sheets: number
  readonly pages: number
  readonly records: number
  readonly children: number
  readonly ok: number
  readonly mismatches: number
  readonly unverified: number
  readonly banners: number
}
const en: typeof ja = {
  title: 'Report of the print checks',
  about: 'The job',
  facts: {
    job: 'Title',
    engagement: 'Engagement',
    organisation: 'Entruster',
    client: 'Client',
    printer: 'Printer',
    author: 'In charge at the printer',
    made: 'Made',
    handOver: 'Hand-over document',
  },
  noHandOver: 'not made yet',
  handOver: (number, sha256) => `no. ${number}, SHA-256 ${sha256}`,
  runs: 'Verification by machine',
  run: {
    outcome: 'Outcome',
    counts: 'Counts',
    diagnosis: 'Diagnosis',
    when: 'When',
    engine: 'Engine',
    old: 'A file was replaced after this verification.',
  },
  countsText: (c) =>
    `${c.sheets} sheets, ${c.pages} pages, ${c.records} records, ${c.children} children. Right sheets ${c.ok}, mismatches ${c.mismatches}, unverified sheets ${c.unverified}, banner sheets ${c.banners}`,
  none: 'Not done.',
  files: 'Files that were verified',
  fileHeads: ['What', 'File', 'SHA-256'],
  differences: 'Settings compared',
  differencesText: (count, unexplained) =>
    count === 0 ? 'Tested and production settings are the same.' : `${count} differences (${unexplained} unexplained)`,
  sample: 'The drawn sample',
  sampleFacts: {
    lot: 'Lot',
    items: 'Sample',
    plan: 'Plan',
    seed: 'Seed',
    population: 'Hash of the population',
    opener: 'Opened by',
  },
  sampleText: (items, done, wrong) => `${items} items drawn, ${done} opened, ${wrong} wrong`,
  planText: (mandatory, random, share, confidence) =>
    `${mandatory} always opened, ${random} by chance. Acceptance number 0. Finds ${share * 100} % bad with a chance of ${confidence * 100} % or more`,
  stopped: 'A mismatch was found: this lot is stopped.',
  stages: 'Gates, and who checked',
  stageHeads: ['Check', 'State', 'Who', 'When'],
  machine: 'machine',
  count: (n) => n.toLocaleString('en'),
  foot: (job, at) => `${job}  made ${at}`,
}
export const printReportWords = { ja, en }
