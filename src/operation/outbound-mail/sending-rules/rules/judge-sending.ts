import type { Finding } from '../../../../base/gate-panel.ts'
import { finding } from '../../rules/judgement.ts'
import type { AskedBecause, GateAsks } from '../../../../kernel/gates/index.ts'
import type { LookalikeKind, RuleFinding, RuleScope } from '../rule-states.ts'
import type { WronglyAddressed } from './addressed-companies.ts'
import { type Demand, joinDemands, type JoinedRules, joinRules, NO_DEMAND } from './join-rules.ts'
import type { VisibleRecipients } from './visible-recipients.ts'

/** What the machine knows of a mail, whatever the rules say about it. */
export interface SendingFacts {
  readonly lookalikes: readonly { readonly domain: string; readonly like: string; readonly kind: LookalikeKind }[]
  readonly newDomains: readonly string[]
  readonly visible: VisibleRecipients
  readonly hasPasswordInMail: boolean
  /** Another mail of the same author to one of the same recipients makes the pair; how many minutes lie between them. */
  readonly passwordPairs: readonly { readonly minutes: number; readonly isPasswordHere: boolean }[]
  readonly wronglyAddressed: readonly WronglyAddressed[]
  readonly lists: readonly ListFact[]
  readonly personCount: number
  readonly hasEncrypted: boolean
}

export interface ListFact {
  readonly name: string
  readonly memberCount: number
  readonly outsideCount: number
  /** Of the members' addresses: another list of members is another finding. */
  readonly digest: string
}

/** One rule set that speaks for this mail. */
export interface AppliedRules {
  /** Empty: built in, or the organisation's basic settings. */
  readonly ruleSetId: string
  /** Of its scope's first version: the same whichever version speaks. Empty as above. */
  readonly firstId: string
  readonly scope: RuleScope
  readonly rules: JoinedRules
}

/** What the rules make of a mail. */
export interface SendingJudgement {
  readonly findings: readonly Finding[]
  readonly isForbidden: boolean
  readonly shown: ReadonlySet<RuleFinding>
  /** Of these, what people read and tick. */
  readonly told: readonly RuleFinding[]
  readonly demand: Demand
  readonly coolDownSeconds: number
  readonly because: readonly AskedBecause[]
}

/** The facts of a mail held against every rule set that speaks for it. Pure; strictest wins. */
export function judgeSending(facts: SendingFacts, applied: readonly AppliedRules[]): SendingJudgement {
  const rules = joinRules(applied.map((one) => one.rules))
  const shown = shownBy(facts, rules)
  const demand = joinDemands([NO_DEMAND, ...[...shown].map((one) => rules.demands[one])])
  const told = [...shown].filter((one) => rules.demands[one].isTold)
  const forbidden = [...shown].filter((one) => rules.demands[one].isForbidden)
  const findings = [
    ...told.flatMap((one) => findingsOf(one, facts, rules)),
    ...forbidden.map((one) => finding('sending-forbidden', { because: one })),
  ]
  return {
    findings,
    isForbidden: demand.isForbidden,
    shown,
    told,
    demand,
    coolDownSeconds: rules.coolDownSeconds,
    because: becauseOf(shown, applied),
  }
}

/** What a judgement asks of the mail's gate. The system gate has neither author nor supervisor: only the office is asked there. */
export function asksOfJudgement(judgement: SendingJudgement, hasAuthor: boolean): GateAsks {
  const { demand, coolDownSeconds, because } = judgement
  const office = demand.office > 0 && { 'also-privacy-office': { isRequired: true, count: demand.office } }
  const people = hasAuthor && {
    ...(demand.supervisors > 0 && { approval: { count: demand.supervisors } }),
    ...(demand.needsReason && { 'self-check': { needsReason: true } }),
  }
  return { checks: { ...office, ...people }, coolDownSeconds: hasAuthor ? coolDownSeconds : 0, because }
}

function shownBy(facts: SendingFacts, rules: JoinedRules): ReadonlySet<RuleFinding> {
  const { visible } = facts
  const is: Record<RuleFinding, boolean> = {
    any_mail: true,
    lookalike_domain: facts.lookalikes.length > 0,
    new_domain: facts.newDomains.length > 0,
    visible_recipients: visible.count > rules.visibleLimit && visible.companyCount > 1,
    password_in_mail: facts.hasPasswordInMail,
    password_follows: facts.passwordPairs.some(({ minutes }) => minutes <= rules.passwordMinutes),
    other_company: facts.wronglyAddressed.length > 0,
    mailing_list: facts.lists.length > 0,
    personal_data: facts.personCount > 0,
    encrypted_attachment: facts.hasEncrypted,
  }
  return new Set((Object.keys(is) as RuleFinding[]).filter((one) => is[one]))
}

/** What people read and tick. Personal data and unopened attachments are told by those who looked at them. */
function findingsOf(shown: RuleFinding, facts: SendingFacts, rules: JoinedRules): readonly Finding[] {
  const warn = (rule: string, told: Finding['facts'] = {}) => finding(rule, told, 'warning')
  switch (shown) {
    case 'lookalike_domain':
      return facts.lookalikes.map(({ domain, like, kind }) => warn(`domain-looks-like-${kind}`, { domain, like }))
    case 'new_domain':
      return facts.newDomains.map((domain) => warn('domain-never-mailed', { domain }))
    case 'visible_recipients':
      return [warn('recipients-see-each-other', { ...facts.visible })]
    case 'password_in_mail':
      return [warn('password-with-attachment')]
    case 'password_follows':
      return [
        ...new Set(
          facts.passwordPairs
            .filter(({ minutes }) => minutes <= rules.passwordMinutes)
            .map(({ isPasswordHere }) =>
              isPasswordHere ? 'password-after-attachment' : 'attachment-with-password-apart',
            ),
        ),
      ].map((rule) => warn(rule))
    case 'other_company':
      return facts.wronglyAddressed.map(({ company, isParty }) =>
        warn(isParty ? 'addressed-other-party' : 'addressed-unknown-company', { company }),
      )
    case 'mailing_list':
      return facts.lists.map(({ name, memberCount, outsideCount, digest }) =>
        memberCount === 0
          ? warn('mailing-list-empty', { list: name })
          : warn('mailing-list-members', { list: name, count: memberCount, outsideCount, digest }),
      )
    case 'any_mail':
    case 'personal_data':
    case 'encrypted_attachment':
      return []
    default: {
      const never: never = shown
      return never
    }
  }
}

/**
 * Which rule set asks for more because of what: the author and the approver are told. Rules that were saved anew and ask the
 * same are the same answer.
 */
function becauseOf(shown: ReadonlySet<RuleFinding>, applied: readonly AppliedRules[]): readonly AskedBecause[] {
  return applied.flatMap(({ firstId, scope, rules }) =>
    [...shown].flatMap((one) => {
      const { needsReason, supervisors, office } = rules.demands[one]
      if (!needsReason && supervisors < 2 && office === 0) return []
      const persons = { ...(supervisors > 1 && { supervisors }), ...(office > 0 && { office }) }
      return [{ rule: one, facts: { ruleSetId: firstId, scope, ...(needsReason && { reason: 1 }), ...persons } }]
    }),
  )
}
