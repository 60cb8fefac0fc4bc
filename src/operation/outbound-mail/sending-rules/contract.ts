import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../../base/paging.ts'
import { exportOf } from '../../../kernel/sheets/contract.ts'
import { PASSWORD_MINUTES_MAX, RULE_FINDINGS, RULE_RESPONSES, RULE_SCOPES } from './rule-states.ts'

export { RULE_FINDINGS, RULE_RESPONSES, RULE_SCOPES } from './rule-states.ts'

/** What one version of one scope says; what is left out says nothing. */
export const SendingRules = z.object({
  responses: z.partialRecord(
    z.enum(RULE_FINDINGS),
    z.object({ response: z.enum(RULE_RESPONSES), count: z.int().min(1).max(5) }),
  ),
  coolDownSeconds: z.int().min(0).max(86_400).optional(),
  visibleLimit: z.int().min(1).max(500).optional(),
  passwordMinutes: z.int().min(1).max(PASSWORD_MINUTES_MAX).optional(),
})
export type SendingRules = z.output<typeof SendingRules>

const Scope = {
  scope: z.enum(RULE_SCOPES),
  /** Empty for the organisation; the unit's id, the outside domain, the engagement's id. */
  key: z.string().trim().max(253),
}

export const RuleSet = z.object({
  ...Scope,
  id: z.uuid(),
  /** The unit's or engagement's name, or the domain. */
  name: z.string(),
  version: z.int(),
  /** Absent: ended with this version. */
  rules: SendingRules.optional(),
  effectiveFrom: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  savedByName: z.string().optional(),
})
export type RuleSet = z.infer<typeof RuleSet>

const RulesNow = z.object({
  /** What holds where the organisation has none of its own. */
  builtIn: SendingRules,
  inEffect: z.array(RuleSet),
  /** Saved, and in effect later. */
  planned: z.array(RuleSet),
  /** The newest version of each scope, to save the next one by: `scope key` → version. */
  versions: z.record(z.string(), z.int()),
  units: z.array(z.object({ id: z.uuid(), name: z.string() })),
  engagements: z.array(z.object({ id: z.uuid(), name: z.string() })),
})

export const readSendingRules = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/sending-rules',
  right: 'outbound-mail:configure',
  input: z.object({}),
  output: RulesNow,
  refuses: [],
  summary: 'The sending rules in effect and those planned, and for whom rules can be made.',
})

export const listRuleVersions = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/sending-rules/versions',
  right: 'outbound-mail:configure',
  input: PageRequest,
  output: pageOf(RuleSet),
  refuses: ['bad_input'],
  summary: 'Every version of the sending rules, the newest first.',
})

export const exportRuleVersions = exportOf(listRuleVersions)

const Draft = z.object({
  ...Scope,
  /** Absent: the scope ends; for the organisation the built-in rules hold again. */
  rules: SendingRules.optional(),
})

export const saveSendingRules = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/sending-rules/save',
  right: 'outbound-mail:configure',
  input: Draft.extend({
    /** The newest version as it was read; 0: there was none. */
    version: z.int().min(0),
    /** Absent: at once. */
    effectiveFrom: z.iso.datetime().optional(),
  }),
  output: RulesNow,
  refuses: ['stale_version', 'not_found', 'domain_unreadable', 'domain_not_registrable', 'bad_input'],
  summary: 'Saves the next version of the rules of one scope.',
})

export const Treatment = z.object({
  isForbidden: z.boolean(),
  told: z.array(z.enum(RULE_FINDINGS)),
  needsReason: z.boolean(),
  /** Beside the author. */
  supervisors: z.int(),
  office: z.int(),
  coolDownSeconds: z.int(),
})
export type Treatment = z.infer<typeof Treatment>

export const tryOnPastMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/sending-rules/try',
  right: 'outbound-mail:oversee',
  input: Draft.extend({ days: z.int().min(1).max(90) }),
  output: z.object({
    mailCount: z.int(),
    /** There were more; the newest were looked at. */
    isCut: z.boolean(),
    /** Their content is erased, so nobody can say. */
    unreadableCount: z.int(),
    changedCount: z.int(),
    stricterCount: z.int(),
    /** The newest of the changed ones. */
    changed: z.array(
      z.object({
        mailId: z.uuid(),
        subjectLine: z.string(),
        authorName: z.string().optional(),
        receivedAt: z.iso.datetime(),
        before: Treatment,
        after: Treatment,
      }),
    ),
  }),
  refuses: ['not_found', 'domain_unreadable', 'domain_not_registrable'],
  summary: 'Holds a draft against the mail of the last days: how many would have been treated differently, and which.',
})

export const MailListLine = z.object({
  id: z.uuid(),
  address: z.string(),
  name: z.string(),
  members: z.array(z.object({ address: z.string(), isOutside: z.boolean() })),
  outsideCount: z.int(),
  version: z.int(),
})
export type MailListLine = z.infer<typeof MailListLine>

export const listMailLists = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/mailing-lists',
  right: 'outbound-mail:configure',
  input: PageRequest,
  output: pageOf(MailListLine),
  refuses: ['bad_input'],
  summary: 'The registered mailing lists with their members, by address.',
})

export const exportMailLists = exportOf(listMailLists)

export const saveMailList = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/mailing-lists/save',
  right: 'outbound-mail:configure',
  input: z.object({
    /** Absent: a new one. */
    id: z.uuid().optional(),
    address: z.string().trim().min(3).max(320),
    name: z.string().trim().min(1).max(100),
    members: z.array(z.string().trim().min(3).max(320)).max(2000),
    version: z.int().min(0),
  }),
  output: MailListLine,
  refuses: ['not_found', 'stale_version', 'domain_unreadable', 'address_taken'],
  summary: 'Registers a mailing list, or changes its members.',
})

export const endMailList = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/mailing-lists/end',
  right: 'outbound-mail:configure',
  input: z.object({ id: z.uuid(), version: z.int().min(1) }),
  output: z.object({}),
  refuses: ['not_found', 'stale_version'],
  summary: 'Ends the registration of a mailing list.',
})
