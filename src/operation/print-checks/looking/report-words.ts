import { percent } from '../../../base/percent.ts'

const count = (n: number) => n.toLocaleString('ja-JP')
const counted = (n: number) => n.toLocaleString('en')

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
  handOver: (number: number, sha256: string, isCurrent: boolean) =>
    `第${number}号${isCurrent ? '' : '(いまの版のものではありません)'} SHA-256 ${sha256}`,
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
    `用紙${count(c.sheets)}枚、${count(c.pages)}ページ、データ${count(c.records)}件、子${count(c.children)}人。正しい用紙${count(c.ok)}枚、不一致${count(c.mismatches)}件、照合できない用紙${count(c.unverified)}枚、仕切り紙${count(c.banners)}枚`,
  none: '実施していません。',
  files: '照合したファイル',
  fileHeads: ['種類', 'ファイル名', 'SHA-256'],
  differences: '設定の照合',
  differencesText: (count: number, unexplained: number) =>
    count === 0 ? 'テスト時と本番の設定に違いはありません。' : `違い${count}か所(理由のないもの${unexplained}か所)`,
  differenceHeads: ['場所', 'テスト', '本番', '違う理由'],
  notLookedAt: '機械が照合していないもの',
  notLookedAtText:
    '写真、ロゴ、印影などの図柄、日本郵便のカスタマバーコード、用紙の種類と色は照合していません。項目の外の文字は、データの値でなく、2%以上の用紙に同じものがあれば、決まった文言とみなしています。文言そのものの誤りは、校正で人が確かめます。',
  freeAreas: '自由領域(照合しない範囲)',
  freeAreasText: (n: number) => `次の${count(n)}か所の文字は、用紙ごとに違ってよいものとして、機械は照合していません。`,
  freeAreaHeads: ['設定', '面', '位置と大きさ', '照合しない理由'],
  allFiles: '提出されたファイル',
  meeting: 'チェック会議の記録',
  meetingOld: 'この会議のあとに、設定が変わっています。',
  meetingFacts: {
    heldOn: '開催日',
    ourPeople: '自社の出席者',
    printersPeople: '印刷会社の出席者',
    clientsPeople: 'お客様の出席者',
    shown: '示したもの',
    decided: '決まったこと',
    by: '記録した人',
  },
  meetingShown: (sheets: number, differences: number, hash: string) =>
    `テスト出力${count(sheets)}枚の照合結果、設定の違い${count(differences)}か所、設定の版 ${hash}`,
  hearing: '工程ヒアリングの記録',
  hearingFacts: { heldOn: '実施日', attendees: '出席者', by: '記録した人' },
  signOffs: 'お客様の校了',
  signOffHeads: ['担当者', '回答', '日時', 'コメント'],
  signOffOld: '(差し替え前の校正紙への回答)',
  sample: '抜き取り開封',
  items: '開封した現物の記録',
  itemHeads: ['件', '用紙', '選ばれた理由', '面と読み取り方', '結果', '日時'],
  itemCount: (n: number) => `${n.toLocaleString('ja-JP')}件目`,
  chance: '無作為抽選',
  matches: '一致',
  differs: '不一致',
  notOpened: '未開封',
  erased: '保存期間が終わったため、照合の診断と、開封した現物の記録は消去されています。',
  stoppedLots: '止めたロット',
  stoppedHeads: ['ロット', '原因', 'とった処置', '事務局への第一報'],
  notReported: '知らせていません',
  notDone: '記録がありません',
  lotReason: '登録し直した理由',
  redrawn: '抽選をやり直した理由',
  findings: '指摘(通した確認では、通した人が一つずつ印を付けたもの)',
  comment: (text: string) => `コメント: ${text}`,
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
    `必ず開ける件${mandatory}件、無作為${random}件(両方に選ばれた件を含む)。合格判定数0。不良が${percent(share, 'ja')}あれば、${percent(confidence, 'ja')}以上の確率で見つかります`,
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
  handOver: (number, sha256, isCurrent) =>
    `no. ${number}${isCurrent ? '' : ' (not of the current revision)'}, SHA-256 ${sha256}`,
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
    `${counted(c.sheets)} sheets, ${counted(c.pages)} pages, ${counted(c.records)} records, ${counted(c.children)} children. Correct sheets ${counted(c.ok)}, mismatches ${counted(c.mismatches)}, unverified sheets ${counted(c.unverified)}, banner sheets ${counted(c.banners)}`,
  none: 'Not done.',
  files: 'Files that were verified',
  fileHeads: ['What', 'File', 'SHA-256'],
  differences: 'Settings compared',
  differencesText: (count, unexplained) =>
    count === 0 ? 'Tested and production settings are the same.' : `${count} differences (${unexplained} unexplained)`,
  differenceHeads: ['Where', 'Tested', 'Production', 'Why it differs'],
  notLookedAt: 'What the machine did not compare',
  notLookedAtText:
    'Photographs, logos, seals and other artwork, the customer bar code of Japan Post, and the kind and colour of the paper were not compared. Text outside the fields counts as constant text where at least 2% of the sheets have the same and it is no value of the data: whether its wording is right, people check on the proof.',
  freeAreas: 'Free areas (not compared)',
  freeAreasText: (n) =>
    n === 1
      ? 'The text in one area may differ from sheet to sheet, so the machine did not compare it.'
      : `The text in ${n} areas may differ from sheet to sheet, so the machine did not compare it.`,
  freeAreaHeads: ['Settings', 'Page', 'Place and size', 'Why it is not compared'],
  allFiles: 'Files handed in',
  meeting: 'Record of the check meeting',
  meetingOld: 'The settings were changed after this meeting.',
  meetingFacts: {
    heldOn: 'Held on',
    ourPeople: 'Attendees from the entruster',
    printersPeople: 'Attendees from the printer',
    clientsPeople: 'Attendees from the client',
    shown: 'What was shown',
    decided: 'What was decided',
    by: 'Recorded by',
  },
  meetingShown: (sheets, differences, hash) =>
    `verification of ${counted(sheets)} test sheets, ${counted(differences)} differences in settings, revision of the settings ${hash}`,
  hearing: 'Record of the hearing about the process',
  hearingFacts: { heldOn: 'Held on', attendees: 'Attendees', by: 'Recorded by' },
  signOffs: 'Sign-off by the client',
  signOffHeads: ['Person', 'Answer', 'When', 'Comment'],
  signOffOld: '(for a proof that was replaced)',
  sample: 'Sample opening',
  items: 'Record of the opened items',
  itemHeads: ['Item', 'Sheet', 'Why', 'Sides and how they were read', 'Result', 'When'],
  itemCount: (n) => n.toLocaleString('en'),
  chance: 'drawn at random',
  matches: 'matches',
  differs: 'differs',
  notOpened: 'not opened',
  erased: 'The retention period is over, so the diagnosis and the record of the opened items have been erased.',
  stoppedLots: 'Stopped lots',
  stoppedHeads: ['Lot', 'Cause', 'Action taken', 'First report to the privacy office'],
  notReported: 'not reported',
  notDone: 'not recorded',
  lotReason: 'Why it was registered again',
  redrawn: 'Why the sample was drawn again',
  findings: 'Findings (for passed checks, each was ticked by the person who passed it)',
  comment: (text) => `Comment: ${text}`,
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
    `${mandatory} items always opened, ${random} at random (some may be both). Acceptance number 0. If ${percent(share, 'en')} are defective, one is found with a probability of at least ${percent(confidence, 'en')}`,
  stopped: 'A mismatch was found, and this lot is stopped.',
  stages: 'Gates, and who checked',
  stageHeads: ['Check', 'State', 'Who', 'When'],
  machine: 'machine',
  count: (n) => n.toLocaleString('en'),
  foot: (job, at) => `${job}  made ${at}`,
}
export const printReportWords = { ja, en }
