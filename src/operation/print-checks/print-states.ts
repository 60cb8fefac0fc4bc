/** 段階: the gates of a print job in their order. The CHECK of `print_passage.stage` says the same. */
export const PRINT_STAGES = ['settings', 'proof', 'production', 'delivery'] as const
export type PrintStage = (typeof PRINT_STAGES)[number]

/** Where a stage stands; computed from its gate, never stored. */
export const STAGE_STATES = ['later', 'waiting', 'stopped', 'passed'] as const
export type StageState = (typeof STAGE_STATES)[number]

/** What is handed in for a job. CHECK of `print_file.slot`. */
export const PRINT_SLOTS = [
  'test_specification', // テスト時の設定
  'test_data',
  'test_pdf',
  'specification', // 本番の設定
  'proof_data', // 校正に使う実データ
  'proof', // 校正紙
  'data', // 本データ
  'pdf', // 本番PDF
  'scan', // 刷り上がりのスキャン
] as const
export type PrintSlot = (typeof PRINT_SLOTS)[number]

/** What is verified by machine. CHECK of `print_run.kind`. */
export const PRINT_RUN_KINDS = ['test', 'proof', 'production', 'scan'] as const
export type PrintRunKind = (typeof PRINT_RUN_KINDS)[number]

/** CHECK of `print_run.state`. */
export const PRINT_RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const
export type PrintRunState = (typeof PRINT_RUN_STATES)[number]

/** What a finished run says; `unverified` is never right. CHECK of `print_run.outcome`. */
export const PRINT_OUTCOMES = ['right', 'mismatches', 'unverified'] as const
export type PrintOutcome = (typeof PRINT_OUTCOMES)[number]

/** What is missing before a stage can pass; who is asked for it stands beside it. */
export const PRINT_MISSING = [
  'earlier_stage',
  'file',
  'run',
  'run_wrong',
  'explanation',
  'client_sign_off',
  'client_refused',
  'meeting',
  'hearing',
  'lot',
  'sample',
  'lot_stopped',
  'decision',
  'refused',
  'roster_overdue',
  'hand_over',
] as const
export type PrintMissing = (typeof PRINT_MISSING)[number]

/** What a lot is printed on or cut into; items of one batch stand together. */
export const BATCH_KINDS = ['roll', 'file', 'batch'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]

/** How a side of a sampled item was read back. CHECK of `print_sample_entry.how`. */
export const ENTRY_WAYS = ['typed', 'photographed'] as const
export type EntryWay = (typeof ENTRY_WAYS)[number]

/** What showed that a lot is wrong. CHECK of `print_lot_report.cause`. */
export const LOT_STOP_CAUSES = ['sample', 'scan'] as const
export type LotStopCause = (typeof LOT_STOP_CAUSES)[number]

/** Why the files of a job are kept. CHECK of `print_freeze.cause`. */
export const PRINT_FREEZE_CAUSES = ['lawsuit', 'investigation'] as const
export type PrintFreezeCause = (typeof PRINT_FREEZE_CAUSES)[number]

/** What the client's person has answered; computed from the gate. */
export const CLIENT_ANSWERS = ['waiting', 'signed_off', 'refused'] as const
export type ClientAnswer = (typeof CLIENT_ANSWERS)[number]
