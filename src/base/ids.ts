import { v7 } from 'uuid'

/** A new id: UUID version 7, so that rows made one after the other lie beside each other in an index (RFC 9562 §5.7). */
export const newId = (): string => v7()
