import type { StatusTone } from '../../../webkit/StatusWord.tsx'
import type { MailLine } from '../contract.ts'

/** Where a listed mail stands, in one word. */
export type MailStage =
  'no_author' | 'unread' | 'no_approver' | 'reading' | 'stopped' | 'self_check' | 'approval' | 'cooling' | 'closed'

/** Undefined for a mail that is no longer held: its custody says where it is. */
export function stageOf(line: MailLine): MailStage | undefined {
  const { custody, trouble, progress, askedChecks, releaseDueAt } = line
  if (custody !== 'held') return undefined
  if (trouble) return trouble
  if (!progress) return 'reading'
  if (progress === 'stopped') return 'stopped'
  if (askedChecks.includes('self-check')) return 'self_check'
  if (askedChecks.length > 0) return 'approval'
  return releaseDueAt ? 'cooling' : 'closed'
}

export const STAGE_TONES: Record<MailStage, StatusTone> = {
  no_author: 'stopped',
  unread: 'stopped',
  no_approver: 'stopped',
  reading: 'waiting',
  stopped: 'stopped',
  self_check: 'waiting',
  approval: 'waiting',
  cooling: 'passed',
  closed: 'waiting',
}
