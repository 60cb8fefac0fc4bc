import { UnreadableFile } from './unreadable-file.ts'

/** A cell that no program writes. */
export function damagedCell(): never {
  throw new UnreadableFile('damaged', { part: 'cell' })
}
