import type { Word } from '../../../base/words.ts'
import type {
  BatchKind,
  ClientAnswer,
  PrintMissing,
  PrintOutcome,
  PrintRunKind,
  PrintRunState,
  PrintSlot,
  PrintStage,
  StageState,
} from '../print-states.ts'
import type { StatusTone } from '../../../webkit/StatusWord.tsx'

export const stageWords: Record<PrintStage, Word> = {
  settings: { ja: '仕様・設定', en: 'Settings' },
  proof: { ja: '校正・校了', en: 'Proof' },
  production: { ja: '全件照合', en: 'Production data' },
  delivery: { ja: '抜き取り・納品', en: 'Sample and delivery' },
}

export const stageStateWords: Record<StageState, Word> = {
  later: { ja: 'このあと', en: 'Later' },
  waiting: { ja: '確認中', en: 'Under way' },
  stopped: { ja: '止まっています', en: 'Stopped' },
  passed: { ja: '通過', en: 'Passed' },
}
export const STAGE_TONES = { later: 'later', waiting: 'waiting', stopped: 'stopped', passed: 'passed' } as const

export const slotWords: Record<PrintSlot, Word> = {
  test_specification: { ja: 'テスト時の印刷仕様', en: 'Specification of the test' },
  test_data: { ja: 'テストデータ', en: 'Test data' },
  test_pdf: { ja: 'テストデータで作ったPDF', en: 'PDF made from the test data' },
  specification: { ja: '本番の印刷仕様', en: 'Specification of production' },
  proof_data: { ja: '校正に使った実データ', en: 'Real data of the proof' },
  proof: { ja: '校正紙のPDF(表と裏)', en: 'Proof as PDF (fronts and backs)' },
  data: { ja: '本データ', en: 'Production data' },
  pdf: { ja: '本番PDF', en: 'Production PDF' },
  scan: { ja: '刷り上がりのスキャン', en: 'Scan of the printed sheets' },
}

export const runKindWords: Record<PrintRunKind, Word> = {
  test: { ja: 'テストデータの照合', en: 'Verification of the test data' },
  proof: { ja: '校正紙の照合', en: 'Verification of the proof' },
  production: { ja: '本番PDFの全件照合', en: 'Full verification of the production PDF' },
  scan: { ja: 'スキャンの照合', en: 'Verification of the scan' },
}

export const runStateWords: Record<PrintRunState, Word> = {
  waiting: { ja: '順番待ち', en: 'Queued' },
  running: { ja: '照合中', en: 'Under way' },
  done: { ja: '終了', en: 'Done' },
  failed: { ja: '照合できませんでした', en: 'Could not be done' },
}

export const outcomeWords: Record<PrintOutcome, Word> = {
  right: { ja: '不一致なし', en: 'No mismatch' },
  mismatches: { ja: '不一致あり', en: 'Mismatches' },
  unverified: { ja: '照合できない用紙あり', en: 'Some sheets unverified' },
}
export const OUTCOME_TONES: Record<PrintOutcome, StatusTone> = {
  right: 'passed',
  mismatches: 'stopped',
  unverified: 'stopped',
}

export const missingWords: Record<PrintMissing, Word> = {
  earlier_stage: { ja: '前の段階がまだ通っていません。', en: 'An earlier stage has not passed.' },
  file: { ja: '「{slot}」がまだありません。', en: '“{slot}” is not there yet.' },
  run: { ja: '「{kind}」をまだしていません。', en: '“{kind}” has not been done.' },
  run_wrong: { ja: '「{kind}」で不一致が見つかっています。', en: '“{kind}” found mismatches.' },
  explanation: {
    ja: 'テストと本番の設定の違いに、理由の書かれていないものがあります。',
    en: 'Differences between tested and production settings are not all explained.',
  },
  client_sign_off: { ja: 'お客様の校了を待っています。', en: 'The client has not signed the proof off.' },
  client_refused: { ja: 'お客様から、校正紙に直しが入りました。', en: 'The client has found something wrong in the proof.' },
  hearing: { ja: '工程ヒアリングの記録がありません。', en: 'The hearing about the process is not recorded.' },
  lot: { ja: '刷り上がりがまだ登録されていません。', en: 'The printed lot is not registered.' },
  sample: { ja: '抜き取った現物の確認が残っています。', en: 'Drawn items still have to be opened.' },
  lot_stopped: {
    ja: '抜き取った現物がデータと合わなかったため、このロットを止めました。',
    en: 'A drawn item did not match the data: this lot is stopped.',
  },
  decision: { ja: '「{check}」を待っています。', en: '“{check}” is waited for.' },
  refused: { ja: '「{check}」で差し戻されました。', en: 'It was sent back at “{check}”.' },
  roster_overdue: {
    ja: '印刷会社の従事者一覧の再提出が、期限を過ぎています。',
    en: 'The printer’s roster of workers is overdue.',
  },
  hand_over: { ja: '納品書がまだ作られていません。', en: 'The hand-over document has not been made.' },
}

export const clientAnswerWords: Record<ClientAnswer, Word> = {
  waiting: { ja: '回答待ち', en: 'Not answered' },
  signed_off: { ja: '校了', en: 'Signed off' },
  refused: { ja: '直しあり', en: 'To be corrected' },
}
export const CLIENT_TONES: Record<ClientAnswer, StatusTone> = {
  waiting: 'waiting',
  signed_off: 'passed',
  refused: 'stopped',
}

export const batchKindWords: Record<BatchKind, Word> = {
  roll: { ja: '巻(ロール)', en: 'Roll' },
  file: { ja: '出力ファイル', en: 'Output file' },
  batch: { ja: '束・バッチ', en: 'Batch' },
}
