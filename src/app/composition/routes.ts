import { accessRoutes, openSignIn } from '../../kernel/access/index.ts'
import type { AnyRoute } from '../../kernel/db/route.ts'
import { gateRoutes } from '../../kernel/gates/index.ts'
import { obligationRoutes } from '../../kernel/obligations/index.ts'
import { noticeRoutes } from '../../kernel/notices/index.ts'
import { peopleRoutes } from '../../kernel/people/index.ts'
import { outboundMailRoutes } from '../../operation/outbound-mail/index.ts'
import { receivedDataRoutes } from '../../operation/received-data/index.ts'
import { inventoryRoutes } from '../../planning/inventory/index.ts'
import { printChecksRoutes } from '../../operation/print-checks/index.ts'
import { vendorsRoutes } from '../../planning/vendors/index.ts'
import { backupRoutes } from '../backup/backup-status.ts'
import { openDocumentDesk } from '../documents/document-desk.ts'
import { organisationRoutes } from '../organisations/routes.ts'
import { demoRoutes } from '../demo/routes.ts'
import { guestCodeSender } from './guest-code-mail.ts'
import { tellShutLink } from './guest-link-shut.ts'
import { inventoryEquipment } from './inventory-equipment.ts'
import type { Parts } from './open-parts.ts'
import { printEquipment } from './print-equipment.ts'
import { receivedDataEquipment } from './received-data-equipment.ts'
import { allRights } from './rights.ts'

export const signInOf = ({ database, secrets, settings }: Parts) =>
  openSignIn({ database, secret: secrets.signIn, publicUrl: settings.http.publicUrl.origin })

/** Every route of the product, bound to its operation. A new module adds its own here. */
export function allRoutes(parts: Parts, signIn = signInOf(parts)): readonly AnyRoute[] {
  return [
    ...accessRoutes({ signIn, rights: allRights, sendGuestCode: guestCodeSender(parts), tellShutLink }),
    ...organisationRoutes(parts.secrets.setupCode),
    ...peopleRoutes,
    ...noticeRoutes,
    ...obligationRoutes,
    ...gateRoutes,
    ...vendorsRoutes,
    ...outboundMailRoutes({ ...parts, documents: openDocumentDesk({}) }),
    ...inventoryRoutes(inventoryEquipment(parts)),
    ...receivedDataRoutes(receivedDataEquipment(parts)),
    ...printChecksRoutes(printEquipment(parts)),
    ...backupRoutes(parts.settings),
    ...demoRoutes(parts),
  ]
}
