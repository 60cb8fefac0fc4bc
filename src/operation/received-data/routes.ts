import { type AnyRoute, bind, bindStream } from '../../kernel/db/route.ts'
import { bindExport } from '../../kernel/sheets/index.ts'
import * as contract from './contract.ts'
import type { ReceivedDataEquipment } from './equipment.ts'
import { receivedListSheet } from './list-sheets.ts'
import { disposeReceivedList } from './operations/dispose-received-list.ts'
import { registerReceivedList } from './operations/register-received-list.ts'
import { receivedListLines } from './read-models.ts'

/** A list of a million rows as csv. */
const LIST_LIMIT_BYTES = 200_000_000

export const receivedDataRoutes = (equipment: ReceivedDataEquipment): readonly AnyRoute[] => [
  bind(contract.listReceivedLists, receivedListLines),
  bindExport(contract.exportReceivedLists, receivedListLines, receivedListSheet),
  bindStream(contract.registerReceivedList, LIST_LIMIT_BYTES, async ({ actor, inOrganisation }, input, file) => {
    const { vault } = equipment
    const received = await vault.receive(file.content, { limitBytes: LIST_LIMIT_BYTES })
    try {
      return await inOrganisation((tx) =>
        registerReceivedList(tx, actor, input, { fileName: file.fileName, received }, equipment),
      )
    } catch (cause) {
      await vault.discard(received)
      throw cause
    }
  }),
  bind(contract.disposeReceivedList, (tx, actor, input) => disposeReceivedList(tx, actor, input, equipment)),
]
