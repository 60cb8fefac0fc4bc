import type { MailWords } from '../../../engines/mail-parts/index.ts'
import type { AttachmentScan } from '../attachments/contract.ts'
import type { DocumentDesk } from '../attachments/document-desk.ts'
import type { TextScan } from '../rules/judge-text.ts'

/** Says what the bytes are, before anything in them can say something else. */
const UTF_8 = '\ufeff'

/**
 * What personal information a mail's subject and text hold, searched in the sandbox where attachments are opened. Text and
 * HTML say the same twice: of each kind the greater count stands.
 */
export async function searchText(words: MailWords, desk: DocumentDesk): Promise<TextScan> {
  const scan = (text: string, name: string) => desk.scan(Buffer.from(UTF_8 + text), name)
  const scans = [await scan(`${words.subject}\n\n${words.text}`, 'text.txt')]
  if (words.html !== '') scans.push(await scan(words.html, 'text.html'))
  return {
    engine: scans[0]!.engine,
    isWhole: !words.isCut && scans.every(({ unreadCount }) => unreadCount === 0),
    counts: greatestCounts(scans),
    personCount: Math.max(...scans.map(({ persons }) => persons.max)),
  }
}

function greatestCounts(scans: readonly AttachmentScan[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const scan of scans)
    for (const [type, count] of Object.entries(scan.counts)) counts[type] = Math.max(counts[type] ?? 0, count)
  return counts
}
