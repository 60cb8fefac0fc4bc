import { canonicalJson } from '../../../base/canonical-json.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type MailRow, policyOf, type ReadingRow, recipientsOfMany } from '../store.ts'
import { appliedTo, type RuleBook, ruleBook, type RuledMail } from './applied-rules.ts'
import type { Treatment } from './contract.ts'
import { judgeSending, type SendingJudgement } from './rules/judge-sending.ts'
import type { SendingRules } from './rules/rule-set.ts'
import type { RuleScope } from './rule-states.ts'
import { scopeKey } from './scope-key.ts'
import { sendingFactsOf } from './sending-facts.ts'

export interface RulesDraft {
  readonly scope: RuleScope
  readonly key: string
  readonly rules?: SendingRules | undefined
  readonly days: number
}

interface Changed {
  readonly mail: MailRow
  readonly before: Treatment
  readonly after: Treatment
}

/** So many mails are looked at, the newest of the days asked for, and so many of the changed ones are shown. */
const MOST_MAILS = 5000
const MOST_SHOWN = 200
const AT_ONCE = 200
const DAY_MS = 24 * 60 * 60_000

/**
 * Holds a draft against the mail of the last days as against the rules of now, with what was known when each came in: which
 * would have been treated differently, and how. Saves nothing.
 * @throws Refusal `not_found`, `domain_unreadable`, `domain_not_registrable`
 */
export async function tryOnPastMail(tx: Tx, draft: RulesDraft) {
  const key = await scopeKey(tx, draft)
  const now = await instantOf(tx)
  const found = await pastMails(tx, new Date(now.getTime() - draft.days * DAY_MS))
  const mails = found.slice(0, MOST_MAILS)
  const basics = await policyOf(tx)
  const changed: Changed[] = []
  let readCount = 0
  for (let at = 0; at < mails.length; at += AT_ONCE) {
    const subjects = await subjectsOf(tx, mails.slice(at, at + AT_ONCE))
    readCount += subjects.length
    const known = await sendingFactsOf(tx, subjects)
    const ruled = subjects.map(({ mail }, n): RuledMail => ({
      unitId: mail.author_unit_id,
      engagementId: mail.engagement_id,
      domains: known[n]!.domains,
    }))
    const book = await ruleBook(tx, ruled, basics, now, draft.scope === 'unit')
    const drafted = withDraft(book, draft, key, now)
    for (const [n, { mail }] of subjects.entries()) {
      const treat = (by: RuleBook) => treatmentOf(judgeSending(known[n]!.facts, appliedTo(ruled[n]!, by)))
      const [before, after] = [treat(book), treat(drafted)]
      if (canonicalJson({ ...before }) !== canonicalJson({ ...after })) changed.push({ mail, before, after })
    }
  }
  const shown = changed.slice(0, MOST_SHOWN)
  const names = await authorNames(tx, shown)
  return {
    mailCount: readCount,
    isCut: found.length > MOST_MAILS,
    unreadableCount: mails.length - readCount,
    changedCount: changed.length,
    stricterCount: changed.filter(isStricter).length,
    changed: shown.map(({ mail, before, after }) => ({
      mailId: mail.id,
      subjectLine: mail.subject_line,
      ...(names.has(mail.author_id) && { authorName: names.get(mail.author_id)! }),
      receivedAt: mail.received_at.toISOString(),
      before,
      after,
    })),
  }
}

/** People's outside mail, the newest first. */
async function pastMails(tx: Tx, since: Date): Promise<MailRow[]> {
  const rows = await tx
    .selectFrom('outbound_mail')
    .where('received_at', '>=', since)
    .where('mail_class', 'in', ['engagement', 'general_business', 'undetermined'])
    .where('author_id', 'is not', null)
    .where('duplicate_of_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST_MAILS + 1)
    .selectAll()
    .execute()
  return rows as MailRow[]
}

async function subjectsOf(tx: Tx, mails: readonly MailRow[]) {
  const ids = mails.map(({ id }) => id)
  const readings = await tx.selectFrom('outbound_mail_reading').where('mail_id', 'in', ids).selectAll().execute()
  const recipients = await recipientsOfMany(tx, ids)
  return mails.flatMap((mail) => {
    const reading = readings.find((one) => one.mail_id === mail.id) as ReadingRow | undefined
    const own = recipients.filter((one) => one.mail_id === mail.id && one.delivery !== 'removed')
    const isReadable = reading !== undefined && mail.content_erased_at === null
    return isReadable ? [{ mail, reading, recipients: own, knownAt: mail.received_at }] : []
  })
}

function withDraft(book: RuleBook, { scope, rules }: RulesDraft, key: string, effectiveFrom: Date): RuleBook {
  const others = book.sets.filter((one) => one.scope !== scope || one.key !== key)
  const draft = rules && { id: '', firstId: '', scope, key, version: 0, rules, effectiveFrom }
  return { ...book, sets: draft ? [...others, draft] : others }
}

const treatmentOf = ({ isForbidden, told, demand, coolDownSeconds }: SendingJudgement): Treatment => ({
  isForbidden,
  told: told.filter((one) => one !== 'any_mail').sort(),
  needsReason: demand.needsReason,
  supervisors: Math.max(1, demand.supervisors),
  office: demand.office,
  coolDownSeconds,
})

/** More is asked in at least one part. */
const isStricter = ({ before, after }: Changed) =>
  (after.isForbidden && !before.isForbidden) ||
  (after.needsReason && !before.needsReason) ||
  after.supervisors > before.supervisors ||
  after.office > before.office ||
  after.coolDownSeconds > before.coolDownSeconds ||
  after.told.some((one) => !before.told.includes(one))

async function authorNames(tx: Tx, changed: readonly Changed[]): Promise<ReadonlyMap<string | null, string>> {
  const ids = [...new Set(changed.flatMap(({ mail }) => mail.author_id ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('person').where('id', 'in', ids).select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
