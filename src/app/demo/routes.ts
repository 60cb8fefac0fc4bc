import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type AnyRoute, bind } from '../../kernel/db/route.ts'
import { gatePanel } from '../../kernel/gates/index.ts'
import { enqueue } from '../../kernel/jobs/index.ts'
import { personByAddress } from '../../kernel/people/index.ts'
import { outboundMailGate } from '../../operation/outbound-mail/index.ts'
import type { Parts } from '../composition/open-parts.ts'
import { LETTERS } from './case-a.ts'
import { caseBShown } from './case-b/show-case-b.ts'
import { CASE_A_VARIANTS, type CaseAVariant, replayCaseA, showCaseA, showCaseB } from './contract.ts'
import { PEOPLE, RIGHT_RECIPIENTS } from './deck.ts'
import { replayCaseAJob } from './replay-job.ts'

/** The guided tour's endpoints. In a real organisation they refuse. */
export function demoRoutes({ settings }: Parts): readonly AnyRoute[] {
  const own = PEOPLE.find(({ key }) => key === 'own-worker')!
  const command = `swaks --server 127.0.0.1:${settings.smtp.port} --from ${own.address} --to ${RIGHT_RECIPIENTS[0]!} --header "Subject: test" --attach @README.md`
  return [
    bind(replayCaseA, async (tx, _actor, { variant }) => {
      await mustBeDemo(tx)
      await enqueue(tx, replayCaseAJob, { variant })
      return {}
    }),
    bind(showCaseA, async (tx) => {
      await mustBeDemo(tx)
      const mails = await Promise.all(CASE_A_VARIANTS.map((variant) => newestMail(tx, variant)))
      return { mails: mails.filter((mail) => mail !== undefined), signers: SIGNERS, ownMail: { command } }
    }),
    bind(showCaseB, async (tx) => {
      await mustBeDemo(tx)
      return caseBShown(tx)
    }),
  ]
}

/** Whom the gate asks for the right mail: its author, their chief, and for the entruster our own supervisor. */
const SIGNERS = (
  [
    ['self-check', 'f-listed'],
    ['approval', 'f-supervisor'],
    ['entruster-approval', 'own-supervisor'],
  ] as const
).map(([check, person]) => {
  const { name, address } = PEOPLE.find(({ key }) => key === person)!
  return { check, name, address }
})

async function mustBeDemo(tx: Tx): Promise<void> {
  const { is_demo } = await tx.selectFrom('organisation').select('is_demo').executeTakeFirstOrThrow()
  if (!is_demo) throw new Refusal('only_in_demo')
}

async function newestMail(tx: Tx, variant: CaseAVariant) {
  const { from, subject } = LETTERS[variant]
  const sender = await personByAddress(tx, PEOPLE.find(({ key }) => key === from)!.address)
  const mail = await tx
    .selectFrom('outbound_mail')
    .where('author_id', '=', sender?.id ?? null)
    .where('subject_line', '=', subject)
    .orderBy('received_at', 'desc')
    .select(['id', 'received_at', 'subject_line', 'custody'])
    .limit(1)
    .executeTakeFirst()
  if (!mail) return undefined
  const { count } = await tx
    .selectFrom('outbound_mail_recipient')
    .where('mail_id', '=', mail.id)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const hasGate = await tx.selectFrom('gate_opening').where('subject_id', '=', mail.id).select('id').executeTakeFirst()
  return {
    variant,
    mailId: mail.id,
    receivedAt: mail.received_at.toISOString(),
    subject: mail.subject_line,
    custody: mail.custody,
    recipientCount: count,
    ...(hasGate && { panel: await gatePanel(tx, outboundMailGate, mail.id) }),
  }
}
