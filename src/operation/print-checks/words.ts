import type { Word } from '../../base/words.ts'
import type { printEvents, printSettingEvents } from './events.ts'
import type { clientSignOffGate, deliveryGate, productionGate, proofGate, settingsGate } from './gate.ts'
import type {
  BatchKind,
  ClientAnswer,
  EntryWay,
  LotStopCause,
  PrintFreezeCause,
  PrintMissing,
  PrintOutcome,
  PrintRunKind,
  PrintRunState,
  PrintSlot,
  PrintStage,
  StageState,
} from './print-states.ts'

export const printStageWords: Record<PrintStage, Word> = {
  settings: { ja: '仕様・設定', en: 'Specification and settings' },
  proof: { ja: '校正・校了', en: 'Proof and sign-off' },
  production: { ja: '本番データ', en: 'Production data' },
  delivery: { ja: '抜き取り・納品', en: 'Sampling and delivery' },
}

export const stageStateWords: Record<StageState, Word> = {
  later: { ja: '前の段階待ち', en: 'Not reached yet' },
  waiting: { ja: '確認中', en: 'Being checked' },
  stopped: { ja: '停止', en: 'Stopped' },
  passed: { ja: '通過', en: 'Passed' },
}

export const printSlotWords: Record<PrintSlot, Word> = {
  test_specification: { ja: 'テスト時の設定', en: 'Test settings' },
  test_data: { ja: 'テストデータ', en: 'Test data' },
  test_pdf: { ja: 'テスト出力PDF', en: 'Test output PDF' },
  specification: { ja: '本番の設定', en: 'Production settings' },
  proof_data: { ja: '校正用の実データ', en: 'Real data for the proof' },
  proof: { ja: '校正紙', en: 'Proof' },
  data: { ja: '本データ', en: 'Production data' },
  pdf: { ja: '本番PDF', en: 'Production PDF' },
  scan: { ja: '刷り上がりのスキャン', en: 'Scan of the printed sheets' },
}

export const printRunKindWords: Record<PrintRunKind, Word> = {
  test: { ja: 'テストデータ検証', en: 'Verification of the test data' },
  proof: { ja: '校正紙の照合', en: 'Verification of the proof' },
  production: { ja: '本番PDFの全件照合', en: 'Verification of every production sheet' },
  scan: { ja: '刷り上がりの照合', en: 'Verification of the printed sheets' },
}

export const printRunStateWords: Record<PrintRunState, Word> = {
  waiting: { ja: '順番待ち', en: 'Waiting' },
  running: { ja: '照合中', en: 'Running' },
  done: { ja: '完了', en: 'Done' },
  failed: { ja: '照合できず', en: 'Failed' },
}

export const printOutcomeWords: Record<PrintOutcome, Word> = {
  right: { ja: '一致', en: 'Right' },
  mismatches: { ja: '不一致あり', en: 'Mismatches' },
  unverified: { ja: '確認できず', en: 'Not verified' },
}

export const printMissingWords: Record<PrintMissing, Word> = {
  earlier_stage: { ja: '前の段階の通過', en: 'The previous stage' },
  file: { ja: 'ファイルの提出', en: 'A file' },
  run: { ja: '機械による照合', en: 'The verification by machine' },
  run_wrong: { ja: '照合の不一致の解消', en: 'Correction of the mismatches' },
  explanation: { ja: '設定の違いの説明', en: 'An explanation of the differing settings' },
  client_sign_off: { ja: 'お客様の校了', en: 'The client’s sign-off' },
  client_refused: { ja: 'お客様の指摘への対応', en: 'Correction of what the client found' },
  meeting: { ja: 'チェック会議の記録', en: 'The check meeting' },
  hearing: { ja: '工程ヒアリングの記録', en: 'The hearing about the process' },
  lot: { ja: '刷り上がりの登録', en: 'Registration of the printed lot' },
  sample: { ja: '抜き取った現物の開封', en: 'Opening of the drawn sample' },
  lot_stopped: { ja: '止めたロットの刷り直し', en: 'Reprint of the stopped lot' },
  decision: { ja: '人の確認', en: 'A person’s decision' },
  refused: { ja: '差し戻された内容の修正', en: 'Correction of what was sent back' },
  roster_overdue: { ja: '従事者一覧の提出', en: 'The overdue roster' },
  hand_over: { ja: '納品書の作成', en: 'The hand-over document' },
}

export const batchKindWords: Record<BatchKind, Word> = {
  roll: { ja: 'ロール', en: 'Roll' },
  file: { ja: '出力ファイル', en: 'Output file' },
  batch: { ja: '束', en: 'Batch' },
}

export const entryWayWords: Record<EntryWay, Word> = {
  typed: { ja: '手入力', en: 'Typed back' },
  photographed: { ja: '撮影', en: 'Photographed' },
}

export const clientAnswerWords: Record<ClientAnswer, Word> = {
  waiting: { ja: '回答待ち', en: 'Not answered yet' },
  signed_off: { ja: '校了', en: 'Signed off' },
  refused: { ja: '指摘あり', en: 'Something is wrong' },
}

/** Why an item was drawn. */
export const sampleReasonWords: Readonly<Record<string, Word>> = {
  first: { ja: '最初の数件', en: 'among the first' },
  last: { ja: '最後の数件', en: 'among the last' },
  batch_first: { ja: '分かれ目の最初', en: 'first of a batch' },
  batch_last: { ja: '分かれ目の最後', en: 'last of a batch' },
  restart: { ja: '再開した前後', en: 'next to a restart' },
  most_children: { ja: '子が最も多い', en: 'most children' },
  longest_name: { ja: '文字数が最も多い項目がある', en: 'contains a longest value' },
  gaiji: { ja: '外字を含む', en: 'contains user-defined characters (gaiji)' },
}

export const lotStopCauseWords: Record<LotStopCause, Word> = {
  sample: { ja: '抜き取りの不一致', en: 'Mismatch in the sample' },
  scan: { ja: 'スキャンの不一致', en: 'Mismatch in the scan' },
}

export const printFreezeCauseWords: Record<PrintFreezeCause, Word> = {
  lawsuit: { ja: '訴訟', en: 'Lawsuit' },
  investigation: { ja: '調査', en: 'Investigation' },
}

type PrintGate =
  typeof settingsGate | typeof proofGate | typeof productionGate | typeof deliveryGate | typeof clientSignOffGate

export const printGateWords: Record<PrintGate['id'], Word> = {
  'print-checks.settings': { ja: '仕様・設定の関門', en: 'Gate of the settings' },
  'print-checks.proof': { ja: '校正・校了の関門', en: 'Gate of the proof' },
  'print-checks.production': { ja: '本番データの関門', en: 'Gate of the production data' },
  'print-checks.delivery': { ja: '納品の関門', en: 'Gate of delivery' },
  'print-checks.client-sign-off': { ja: 'お客様の校了', en: 'The client’s sign-off' },
}

export const printCheckWords: Record<PrintGate['checks'][number]['id'] | 'also-privacy-office', Word> = {
  'test-data-verified': { ja: 'テストデータ検証', en: 'Test data verified' },
  'settings-compared': { ja: '設定照合', en: 'Settings compared' },
  'specification-settled': { ja: '仕様確定', en: 'Specification settled' },
  'check-meeting': { ja: 'チェック会議と承認', en: 'Check meeting and approval' },
  'earlier-passed': { ja: '前の段階の通行許可', en: 'Permit of the previous stage' },
  'proof-verified': { ja: '校正紙の照合', en: 'Proof verified' },
  'client-signed-off': { ja: 'お客様の校了', en: 'Signed off by the client' },
  'proof-presented': { ja: '校正紙の提示', en: 'Proof presented' },
  'proof-sign-off': { ja: '校了', en: 'Proof signed off' },
  'full-match': { ja: '本番PDFの全件照合', en: 'Every sheet matched' },
  'process-hearing': { ja: '工程ヒアリング', en: 'Process hearing' },
  'lot-matches': { ja: 'ロットの不一致なし', en: 'No mismatch in the lot' },
  'sample-opened': { ja: '抜き取り開封', en: 'Sample opened' },
  'sample-witnessed': { ja: '開封の立会い', en: 'Opening witnessed' },
  'delivery-approval': { ja: '納品許可', en: 'Delivery permitted' },
  'client-statement': { ja: '校了の回答', en: 'The client’s statement' },
  'also-privacy-office': { ja: '事務局の承認', en: 'Privacy office’s approval' },
}

/** What the machine's checks say at the gate. What brings sentences of its own stands with the screens (`web/gate-words.ts`). */
export const printFindingWords: Record<string, Word> = {
  mismatches: {
    ja: '{sheets}枚のうち{count}件の不一致があります。照合の結果を開いて確かめてください。',
    en: 'There are {count} mismatches on {sheets} sheets. Open the result and check them.',
  },
  'test-data-lacks-many_children': {
    ja: 'テストデータに、子の多い世帯がありません。行数の多い印刷を試せていません。',
    en: 'The test data contain no household with many children, so pages with many rows have not been tested.',
  },
  'test-data-lacks-longest_value': {
    ja: 'テストデータに、長い氏名や住所がありません。はみ出しや切れを試せていません。',
    en: 'The test data contain no long names or addresses, so overflowing and cut-off text has not been tested.',
  },
  'test-data-lacks-rare_characters': {
    ja: 'テストデータに、外字や異体字がありません。字形のない文字を試せていません。',
    en: 'The test data contain no rare characters, so characters missing from the font have not been tested.',
  },
  'test-data-lacks-empty_field': {
    ja: 'テストデータに、空欄の項目がありません。空欄の印刷を試せていません。',
    en: 'The test data contain no empty field, so the printing of empty fields has not been tested.',
  },
  'proof-of-test-data': {
    ja: '校正データが、テストデータと同じです。実データの一部を表裏で刷り、そのデータとPDFを出してください。',
    en: 'The data of the proof are the same as the test data. Print part of the real data, front and back, and hand in those data and their PDF.',
  },
  'client-refused': {
    ja: 'お客様から校正紙への指摘があります。直した校正紙を出してください。',
    en: 'The client found something wrong with the proof. Hand in a corrected proof.',
  },
  'earlier-stopped': {
    ja: '前の段階が、通ったあとで止まりました。前の段階を直すと、ここから続けられます。',
    en: 'An earlier stage was stopped after it had passed. Once that is corrected, you can continue from here.',
  },
  'sample-mismatch': {
    ja: '開封した{item}件目の{page}面目が、データと一致しません。このロットは納品できません。',
    en: 'Side {page} of opened item {item} does not match the data. This lot cannot be delivered.',
  },
  'earlier-lot-sample': {
    ja: 'ロット{lot}を、抜き取りの不一致で止めました。とった処置: {done}',
    en: 'Lot {lot} was stopped because of a mismatch in its sample. Action taken: {done}',
  },
  'earlier-lot-scan': {
    ja: 'ロット{lot}を、刷り上がりのスキャンの不一致で止めました。とった処置: {done}',
    en: 'Lot {lot} was stopped because of a mismatch in the scan of its sheets. Action taken: {done}',
  },
  'earlier-lot-sample-unexplained': {
    ja: 'ロット{lot}を、抜き取りの不一致で止めました。とった処置の記録がありません。登録した人に確かめてください。',
    en: 'Lot {lot} was stopped because of a mismatch in its sample. What was done about it is not recorded. Ask the person who registered this lot.',
  },
  'earlier-lot-scan-unexplained': {
    ja: 'ロット{lot}を、刷り上がりのスキャンの不一致で止めました。とった処置の記録がありません。登録した人に確かめてください。',
    en: 'Lot {lot} was stopped because of a mismatch in the scan of its sheets. What was done about it is not recorded. Ask the person who registered this lot.',
  },
  'sample-redrawn': {
    ja: '開封する前に、ロット{lot}の抽選をやり直しています。理由: {reason}',
    en: 'The sample of lot {lot} was drawn again before it was opened. Reason: {reason}',
  },
  'earlier-lot-replaced': {
    ja: 'ロット{lot}を、{count}件を開封したところで終え、別のロットを登録しています。理由: {reason}',
    en: 'Lot {lot} was ended after {count} items had been opened, and another lot was registered. Reason: {reason}',
  },
  'scan-mismatch': {
    ja: '刷り上がりのスキャンに不一致があるか、読み取れません。このロットは納品できません。',
    en: 'The scan of the printed sheets has mismatches or cannot be read. This lot cannot be delivered.',
  },
}

export const printEventWords: Record<keyof typeof printEvents, Word> = {
  added: { ja: '印刷案件を登録しました', en: 'Print job registered' },
  file_added: { ja: 'ファイルを受け取りました', en: 'File handed in' },
  file_viewed: { ja: 'ファイルを閲覧しました', en: 'File viewed' },
  difference_explained: { ja: '設定の違いを説明しました', en: 'Difference explained' },
  run_started: { ja: '照合を始めました', en: 'Verification started' },
  run_finished: { ja: '照合を終えました', en: 'Verification finished' },
  run_failed: { ja: '照合できませんでした', en: 'Verification failed' },
  result_viewed: { ja: '照合の結果を閲覧しました', en: 'Result viewed' },
  meeting_recorded: { ja: 'チェック会議を記録しました', en: 'Check meeting recorded' },
  meeting_decided: { ja: 'チェック会議の記録を読んで決定しました', en: 'Decided on the record of the check meeting' },
  hearing_recorded: { ja: '工程ヒアリングを記録しました', en: 'Hearing recorded' },
  client_asked: { ja: 'お客様に校了を依頼しました', en: 'Client asked to sign off' },
  client_answered: { ja: 'お客様が回答しました', en: 'Client answered' },
  stage_passed: { ja: '段階を通過しました', en: 'Stage passed' },
  lot_registered: { ja: '刷り上がりを登録しました', en: 'Printed lot registered' },
  sample_drawn: { ja: '開封する現物を抽選しました', en: 'Sample drawn' },
  sample_entered: { ja: '開封した現物の内容を記録しました', en: 'Opened item entered' },
  lot_stopped: { ja: 'ロットを止めました', en: 'Lot stopped' },
  lot_reported: {
    ja: '止めたロットを個人情報保護事務局に知らせました',
    en: 'Stopped lot reported to the privacy office',
  },
  lot_report_answered: {
    ja: '事務局が、止めたロットへの対応を記録しました',
    en: 'Privacy office recorded its response to a stopped lot',
  },
  handed_over: { ja: '納品書を作りました', en: 'Hand-over document made' },
  document_taken: { ja: '納品書を取り出しました', en: 'Hand-over document taken' },
  frozen: { ja: '印刷案件を凍結しました', en: 'Print job frozen' },
  freeze_lifted: { ja: '印刷案件の凍結を解除しました', en: 'Freeze of a print job lifted' },
  contents_erased: {
    ja: '保存期間が終わり、データと印刷物のファイルを消去しました',
    en: 'Data and files erased at the end of their retention',
  },
}

export const printSettingEventWords: Record<keyof typeof printSettingEvents, Word> = {
  retention_changed: { ja: '印刷案件の保存期間を変えました', en: 'Retention of print jobs changed' },
  nudging_changed: { ja: '印刷案件の催促の時間を変えました', en: 'Reminder times of print jobs changed' },
}
