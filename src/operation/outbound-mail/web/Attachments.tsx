import { addressOf } from '../../../webkit/api.ts'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Tick } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { downloadAttachment, type MailView } from '../contract.ts'
import { AttachmentText } from './AttachmentText.tsx'
import { mailEvidenceWords } from './evidence-words.ts'
import type { Looking } from './use-looking.ts'
import { attachmentKey, type ToLookAt } from './what-is-missing.ts'

export interface AttachmentsProps {
  readonly mail: MailView
  readonly looking: Looking
  readonly toLookAt: ToLookAt | undefined
}

/** What goes with it: name, size, the type that the sender claims. Opening one is saved as a file, and recorded. */
export function Attachments({ mail, looking, toLookAt }: AttachmentsProps) {
  const t = usePhrases(mailEvidenceWords)
  const attachments = mail.reading?.attachments ?? []
  return (
    <Section title={t.attachments}>
      {attachments.length === 0 && <p>{t.noAttachments}</p>}
      <ul className="sk-mail-files">
        {attachments.map(({ number, name, byteCount, declaredType }) => {
          const key = attachmentKey(number)
          const shown = name || `${t.attachments}${number}`
          return (
            <li key={number} data-look={key} ref={looking.watch}>
              <div>
                <p className="sk-mail-file-name">{shown}</p>
                <p className="sk-mail-note">
                  <FileSize byteCount={byteCount} /> · {t.attachmentType}: {declaredType}
                </p>
                {toLookAt?.ticks.includes(key) && (
                  <Tick
                    label={t.tickAttachment}
                    isTicked={looking.ticked.has(key)}
                    onChange={(isTicked) => looking.tick(key, isTicked)}
                  />
                )}
              </div>
              <a
                className="sk-link-button"
                href={addressOf(downloadAttachment, { mailId: mail.id, number })}
                download
                aria-label={t.openLabel(shown)}
              >
                {t.open}
              </a>
              <AttachmentText mailId={mail.id} number={number} name={shown} />
            </li>
          )
        })}
      </ul>
      {attachments.length > 0 && <p className="sk-mail-note">{t.openMeaning}</p>}
    </Section>
  )
}
