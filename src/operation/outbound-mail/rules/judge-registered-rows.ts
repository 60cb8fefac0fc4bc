import type { Finding } from '../../../base/gate-panel.ts'
import type { DatasetMatch } from '../../../kernel/vault/index.ts'
import { finding } from './judgement.ts'

/** One attachment, and which registered lists know how many of its persons. */
export interface RegisteredRows {
  /** The attachment's, from 1. */
  readonly number: number
  /** All persons with a fingerprint in it. */
  readonly personCount: number
  readonly datasets: readonly DatasetMatch[]
}

/** Fewer may stand in any two lists: somebody who works here and lives there. People are told, and look. */
const FEW_PERSONS = 5

/**
 * Whose registered lists a mail carries, other than those of its engagement's parties. A person who also stands in a list
 * of one of these parties is no stranger: two clients know the same citizen.
 *
 * @param ownParties of the mail's engagement; empty for general business, where no client's rows may go
 * @param nameOf the attachment's name, by its number
 * @param partyNames by party id
 */
export function judgeRegisteredRows(
  attachments: readonly RegisteredRows[],
  ownParties: ReadonlySet<string>,
  nameOf: (number: number) => string,
  partyNames: ReadonlyMap<string, string>,
): Finding[] {
  return attachments.flatMap(({ number, datasets }) => {
    const isOwn = (match: DatasetMatch) => ownParties.has(match.partyId)
    const explained = new Set(datasets.filter(isOwn).flatMap(({ persons }) => [...persons]))
    return datasets
      .filter((match) => !isOwn(match))
      .flatMap((match) => {
        const count = [...match.persons].filter((person) => !explained.has(person)).length
        if (count === 0) return []
        const facts = {
          number,
          name: nameOf(number) || '?',
          party: partyNames.get(match.partyId) ?? '?',
          dataset: match.name,
          receivedOn: match.receivedOn,
          count,
        }
        return [finding('attachment-rows-of-other-client', facts, count < FEW_PERSONS ? 'warning' : 'stop')]
      })
  })
}
