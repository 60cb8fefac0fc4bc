/**
 * 期限: obligations that time opens and only evidence ends, reminders, escalation, and the organisation's calendar.
 * Stands on: db, ledger, jobs, sheets, people, notices. Used by: gates, and every module with a deadline.
 */
export { businessHoursOf, calendarOf, HOLIDAY_SOURCES, type HolidaySource, todayOf } from './calendar.ts'
export {
  type DefinedObligation,
  definedObligations,
  defineObligation,
  type ObligationDefinition,
  obligationKind,
} from './define-obligation.ts'
export { holidayEvents, obligationEvents } from './events.ts'
export { obligationRights } from './rights.ts'
export { obligationRoutes } from './routes.ts'
export { obligationJobs, obligationSchedules } from './jobs.ts'
export { addHoliday, removeHoliday } from './operations/change-holidays.ts'
export { type Discharge, dischargeObligation } from './operations/discharge-obligation.ts'
export { type Extension, extendObligation } from './operations/extend-obligation.ts'
export { handOverObligation } from './operations/hand-over-obligation.ts'
export { importHolidays, previewHolidays } from './operations/import-holidays.ts'
export { type NewObligation, openObligation } from './operations/open-obligation.ts'
export { type Notifier, type RemindersSent, sendReminders } from './operations/send-reminders.ts'
export {
  findObligation,
  type ObligationView,
  obligationsFor,
  type OverdueObligation,
  overdueObligations,
} from './read-models.ts'
export type { Rung } from './rules/due-reminders.ts'
export { OBLIGATION_STATES, type ObligationState } from './rules/obligation-state.ts'
export type { Obligation } from './store.ts'
export { holidayEventWords, holidaySourceWords, obligationEventWords, obligationStateWords } from './words.ts'
