import { demoMailbox, type MailEquipment, relayDeliverer } from '../../operation/outbound-mail/index.ts'
import { openDocumentDesk } from '../documents/document-desk.ts'
import type { Parts } from './open-parts.ts'

export function mailEquipment({ database, vault, host, secrets, settings }: Parts): MailEquipment {
  return {
    vault,
    host,
    gateTag: secrets.gateTag,
    relay: settings.relay && relayDeliverer({ ...settings.relay, name: host }),
    demoMailbox: demoMailbox(database, vault),
    documents: openDocumentDesk({ clamd: settings.clamd, size: 2 }),
  }
}
