import { addressOf } from '../../../webkit/api.ts'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Tick } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { downloadAttachment, type MailView } from '../contract.ts'
import { AttachmentText } from './AttachmentText.tsx'
import { mailEvidenceWords } from './evidence-words.ts'
import { passwordWords } from './password-words.ts'
import { PasswordForm } from './PasswordForm.tsx'
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
        {attachments.map((attachment) => {
          const { number, name, byteCount, declaredType } = attachment
          const key = attachmentKey(number)
          const shown = name || `${t.attachments}${number}`
          return (
            <li key={number}>
              {/* Not the whole item: with its contents shown it is higher than a screen. */}
              <div data-look={key} ref={looking.watch}>
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
              <Password mail={mail} attachment={attachment} name={shown} />
            </li>
          )
        })}
      </ul>
      {attachments.length > 0 && <p className="sk-mail-note">{t.openMeaning}</p>}
    </Section>
  )
}

interface PasswordProps {
  readonly mail: MailView
  readonly attachment: NonNullable<MailView['reading']>['attachments'][number]
  readonly name: string
}

/** What of it is encrypted, and (for its author, before their self-check) where the password is given. */
function Password({ mail, attachment, name }: PasswordProps) {
  const t = usePhrases(passwordWords)
  const { isEncrypted, isPasswordKept, number } = attachment
  if (!isEncrypted && !isPasswordKept) return null
  const { panel, standing, custody } = mail
  const isBefore = panel?.stations.find(({ check }) => check === 'self-check')?.state !== 'passed'
  return (
    <div className="sk-mail-password">
      <p>{!isPasswordKept ? t.encrypted : isEncrypted ? t.keptPartly : t.kept}</p>
      {isEncrypted && panel && isBefore && standing === 'author' && custody === 'held' && (
        <PasswordForm mailId={mail.id} revisionHash={panel.revisionHash} number={number} name={name} />
      )}
    </div>
  )
}
