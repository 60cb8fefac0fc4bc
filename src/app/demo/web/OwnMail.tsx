import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { tourWords } from './words.ts'

/** The line by which one sends a mail of one's own into this gate. */
export function OwnMail({ command }: { readonly command: string }) {
  const t = usePhrases(tourWords)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(command)
    setCopied(true)
  }
  return (
    <Section title={t.own}>
      <p>{t.ownText}</p>
      <pre className="sk-tour-command">
        <code>{command}</code>
      </pre>
      {/* Pages without TLS (other than on this machine) have no clipboard; there one marks the line by hand. */}
      {window.isSecureContext && (
        <div className="sk-actions">
          <Button onPress={copy}>{t.copy}</Button>
          <output>{isCopied && t.copied}</output>
        </div>
      )}
    </Section>
  )
}
