import type { ReceivedDataEquipment } from '../../operation/received-data/index.ts'
import { openListDesk } from '../documents/list-desk.ts'
import type { Parts } from './open-parts.ts'

export const receivedDataEquipment = ({ vault }: Pick<Parts, 'vault'>): ReceivedDataEquipment => ({
  vault,
  lists: openListDesk(),
})
