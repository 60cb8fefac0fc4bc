import { expect, test } from 'vitest'
import { openDocumentDesk } from '../../src/app/documents/document-desk.ts'
import { zippedStaffList } from '../../src/app/demo/staff-list.ts'
import { attachmentFindingWords } from '../../src/operation/outbound-mail/attachments/words.ts'
import { judgeAttachments } from '../../src/operation/outbound-mail/rules/judge-attachments.ts'

test('県職員情報のzipは、約4,000名分の個人情報として承認者に示される', async () => {
  const content = await zippedStaffList()
  const scan = await openDocumentDesk({}).scan(content, '資料.zip')
  expect(scan.unread).toEqual([])
  for (const count of Object.values(scan.persons)) {
    expect(count).toBeGreaterThanOrEqual(3800)
    expect(count).toBeLessThanOrEqual(4200)
  }
  const attachment = { name: '資料.zip', byteCount: content.length, scan }
  const [first, ...others] = judgeAttachments([attachment], false).findings
  expect(others).toEqual([])
  const said = attachmentFindingWords[first!.rule]!.ja.replace(/\{(\w+)\}/g, (_, fact) => String(first!.facts[fact]))
  expect(said).toBe(`添付1「資料.zip」に、最大${scan.persons.max}名分の個人情報があります。`)
  // General business must be free of personal data: there the same list stops the mail.
  expect(judgeAttachments([attachment], true)).toMatchObject({ isStopped: true })
})
