import { accessRights, collectRights } from '../../kernel/access/index.ts'
import { gateRights } from '../../kernel/gates/index.ts'
import { obligationRights } from '../../kernel/obligations/index.ts'
import { peopleRights } from '../../kernel/people/index.ts'
import { outboundMailRights } from '../../operation/outbound-mail/index.ts'
import { receivedDataRights } from '../../operation/received-data/index.ts'
import { inventoryRights } from '../../planning/inventory/index.ts'
import { printChecksRights } from '../../operation/print-checks/index.ts'
import { vendorsRights } from '../../planning/vendors/index.ts'

/** Every right of the product. A new module adds its own here. */
export const allRights = collectRights([
  peopleRights,
  accessRights,
  obligationRights,
  gateRights,
  vendorsRights,
  outboundMailRights,
  printChecksRights,
  receivedDataRights,
  inventoryRights,
])
