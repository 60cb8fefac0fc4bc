import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { type AnyRoute, bind } from '../../../kernel/db/route.ts'
import { bindExport } from '../../../kernel/sheets/index.ts'
import * as contract from './contract.ts'
import { endMailList } from './operations/end-mail-list.ts'
import { saveMailList } from './operations/save-mail-list.ts'
import { saveSendingRules } from './operations/save-sending-rules.ts'
import { mailListById, mailLists } from './read-lists.ts'
import { ruleVersions, sendingRules } from './read-rules.ts'
import { mailListSheet, ruleVersionSheet } from './rule-sheets.ts'
import { tryOnPastMail } from './try-on-past-mail.ts'

const save = async (tx: Tx, actor: Actor, input: InputOf<typeof contract.saveSendingRules>) => {
  await saveSendingRules(tx, actor, input)
  return sendingRules(tx)
}

export const sendingRuleRoutes: readonly AnyRoute[] = [
  bind(contract.readSendingRules, (tx) => sendingRules(tx)),
  bind(contract.listRuleVersions, (tx, _actor, input) => ruleVersions(tx, input)),
  bindExport(contract.exportRuleVersions, (tx, _actor, input) => ruleVersions(tx, input), ruleVersionSheet),
  bind(contract.saveSendingRules, save),
  bind(contract.tryOnPastMail, (tx, _actor, input) => tryOnPastMail(tx, input)),
  bind(contract.listMailLists, (tx, _actor, input) => mailLists(tx, input)),
  bindExport(contract.exportMailLists, (tx, _actor, input) => mailLists(tx, input), mailListSheet),
  bind(contract.saveMailList, async (tx, actor, input) => mailListById(tx, await saveMailList(tx, actor, input))),
  bind(contract.endMailList, async (tx, actor, input) => {
    await endMailList(tx, actor, input)
    return {}
  }),
]
