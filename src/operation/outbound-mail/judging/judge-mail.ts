import { jstDay, jstInstant } from '../../../base/clock.ts'
import { MAIL_PARTS_ENGINE, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { type Asked, askedOnce, contentsOf } from './asked-once.ts'
import { registeredRows } from './attachment-rows.ts'
import { judgeContent } from '../rules/judge-content.ts'
import { type JudgedCandidate, judgeOtherClient, judgeRecipients, judgeRoster } from '../rules/judge-engagement.ts'
import { judgeRegisteredRows } from '../rules/judge-registered-rows.ts'
import { fail, finding, type Judgement, PASS } from '../rules/judgement.ts'
import type { MailRow, MailPolicy, ReadingRow, RecipientRow } from '../store.ts'

export interface JudgedMail {
  /** By check of the mail's gate. */
  readonly judgements: Readonly<Record<string, Judgement>>
  readonly candidates: readonly JudgedCandidate[]
  /** Name and version of what judged: the rules, the reader, and the policy's version. */
  readonly engine: string
}

interface JudgedFrom {
  readonly mail: MailRow
  readonly recipients: readonly RecipientRow[]
  readonly reading: ReadingRow
  readonly policy: MailPolicy
}

/**
 * Holds a mail against roster, parties, lineage and policy as they are now. Writes nothing.
 * @param asking shared by the mails that are judged together
 */
export async function judgeMail(tx: Tx, from: JudgedFrom, asking?: Asked): Promise<JudgedMail> {
  const { mail, reading, policy } = from
  const asked = asking ?? (await askedOnce(tx, [reading]))
  const outside = from.recipients.filter((one) => one.is_outside && one.delivery !== 'removed')
  const engine = `outbound-mail@1 ${MAIL_PARTS_ENGINE} policy@${policy.version}`
  const content = judgeContent(
    {
      unread: reading.unread,
      attachments: reading.attachments,
      textScan: reading.text_scan ?? undefined,
      hasBccHeader: reading.has_bcc_header,
      unreadableAddressCount: reading.unreadable_address_count,
      shownAddresses: new Set([...reading.header_to, ...reading.header_cc, ...reading.header_bcc]),
    },
    outside.map(({ address }) => normaliseAddress(address)?.address ?? address),
    { mailClass: mail.mail_class, unopenedAttachments: policy.unopenedAttachments },
  )
  if (mail.mail_class === 'system_sender') {
    return { judgements: { ...(await judgeSystem(tx, mail, asked)), content }, candidates: [], engine }
  }
  const author = mail.author_id ? await asked.owner(mail.author_id) : undefined
  const authorKnown = author?.isActive && author.unitId ? PASS : fail(finding('author-not-active'))
  const foreign = await foreignData(tx, mail, reading, asked)
  if (mail.mail_class === 'general_business') {
    const judgements = {
      'author-known': authorKnown,
      'sender-on-roster': PASS,
      'recipients-in-engagement': PASS,
      'no-other-client': judgeOtherClient(undefined, [], foreign),
      content,
    }
    return { judgements, candidates: [], engine }
  }
  const candidates = await candidatesFor(mail, outside, asked)
  const named = candidates.find(({ candidate }) => candidate.engagementId === mail.engagement_id)
  return {
    judgements: {
      'author-known': authorKnown,
      'sender-on-roster': judgeRoster(named, candidates),
      'recipients-in-engagement': judgeRecipients(named, candidates),
      'no-other-client': judgeOtherClient(named, candidates, foreign),
      content,
    },
    candidates,
    engine,
  }
}

/** The engagements that the recipients, the author's rosters or the mail itself bring up. */
async function candidatesFor(
  mail: MailRow,
  outside: readonly RecipientRow[],
  asked: Asked,
): Promise<JudgedCandidate[]> {
  const own = mail.author_id ? await asked.engagementsOf(mail.author_id) : []
  const found = await asked.engagementsExplaining(
    outside.map((one) => normaliseAddress(one.address) ?? { address: one.address, domain: one.domain }),
    [...own.map(({ engagementId }) => engagementId), ...(mail.engagement_id ? [mail.engagement_id] : [])],
  )
  const judged: JudgedCandidate[] = []
  for (const candidate of found) {
    const roster = mail.author_id
      ? await asked.isOnRoster(mail.author_id, candidate.engagementId)
      : ({ onRoster: false, reason: 'never_listed' } as const)
    const { isOverdue } = await asked.rosterState(candidate.engagementId)
    judged.push({ candidate, roster, isRosterOverdue: isOverdue })
  }
  return judged
}

/**
 * What the attachments carry of parties without part in the mail's engagement: the very bytes that were received from
 * them, or persons of their registered lists, however the list was changed since.
 */
async function foreignData(tx: Tx, mail: MailRow, reading: ReadingRow, asked: Asked) {
  const matches = await asked.partiesOfContents(reading.attachments)
  const own = mail.engagement_id ? await asked.partiesOfEngagement(mail.engagement_id) : []
  const ownParties = new Set(own.map(({ partyId }) => partyId))
  const foreign = matches.filter(({ partyId }) => !ownParties.has(partyId))
  const mayKnowRows = reading.attachments.some(({ scan }) => (scan?.persons.max ?? 0) > 0)
  const rows = mayKnowRows ? await registeredRows(tx, mail.id) : []
  const partyIds = [
    ...foreign.map(({ partyId }) => partyId),
    ...(rows ?? []).flatMap(({ datasets }) => datasets.map(({ partyId }) => partyId)),
  ]
  if (partyIds.length === 0) return { attachments: [], rows: rows && [] }
  const parties = await tx
    .selectFrom('party')
    .where('id', 'in', [...new Set(partyIds)])
    .select(['id', 'name'])
    .execute()
  const names = new Map(parties.map(({ id, name }) => [id, name]))
  return {
    attachments: onceEach(
      foreign.map((match) => ({
        name: reading.attachments.find((one) => contentsOf(one).includes(match.sha256))?.name ?? '',
        party: names.get(match.partyId) ?? '',
      })),
    ),
    rows: rows && judgeRegisteredRows(rows, ownParties, (number) => reading.attachments[number - 1]?.name ?? '', names),
  }
}

/** An archive and what lies in it are one attachment, and are told once. */
function onceEach<T extends object>(told: readonly T[]): T[] {
  return [...new Map(told.map((one) => [JSON.stringify(one), one])).values()]
}

/** Whether the program is still registered, and within what it may send today (JST), this mail counted. */
async function judgeSystem(tx: Tx, mail: MailRow, asked: Asked): Promise<Record<string, Judgement>> {
  const sender = await tx
    .selectFrom('system_sender')
    .where('id', '=', mail.system_sender_id!)
    .select(['ended_at', 'daily_recipient_limit', 'owner_id'])
    .executeTakeFirstOrThrow()
  const owner = await asked.owner(sender.owner_id)
  const { count } = await tx
    .selectFrom('outbound_mail as m')
    .innerJoin('outbound_mail_recipient as r', (join) =>
      join.onRef('r.org_id', '=', 'm.org_id').onRef('r.mail_id', '=', 'm.id'),
    )
    .where('m.system_sender_id', '=', mail.system_sender_id)
    .where('m.received_at', '>=', jstInstant(jstDay(mail.received_at)))
    .where('m.received_at', '<=', mail.received_at)
    .where('r.is_outside', '=', true)
    .where('r.delivery', 'not in', ['removed', 'cancelled'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    'sender-registered': sender.ended_at === null && owner?.isActive ? PASS : fail(finding('system-sender-ended')),
    'within-limit':
      count <= sender.daily_recipient_limit
        ? PASS
        : fail(finding('daily-limit-reached', { count, limit: sender.daily_recipient_limit })),
  }
}
