import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { MailView } from '../contract.ts'
import { mailEvidenceWords } from './evidence-words.ts'

/** The text of the mail as plain text: nothing in it is ever shown as HTML or fetched. */
export function MailText({ reading }: { readonly reading: NonNullable<MailView['reading']> }) {
  const t = usePhrases(mailEvidenceWords)
  return (
    <Section title={t.text}>
      {reading.textPreview.trim() === '' ? (
        <p>{t.textEmpty}</p>
      ) : (
        <div className="sk-mail-text">{reading.textPreview.trimEnd()}</div>
      )}
      <p className="sk-mail-note">
        {reading.isPreviewCut && `${t.textCut} `}
        {t.textMeaning}
      </p>
    </Section>
  )
}
