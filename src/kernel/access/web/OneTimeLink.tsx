import { Button } from '../../../webkit/Button.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { accountWords } from './account-words.ts'

/** The link that one hands over; it cannot be shown again. */
export function OneTimeLink({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const t = usePhrases(accountWords)
  return (
    <Section title={t.link}>
      <output>{t.linkOnce}</output>
      <p>
        <code>{new URL(link, window.location.origin).href}</code>
      </p>
      <div className="sk-actions">
        <Button onPress={onClose}>{t.close}</Button>
      </div>
    </Section>
  )
}
