import { useState } from 'react'
import { unreadDocumentWords } from '../../../base/document-words.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type AttachmentPreview, previewAttachment } from '../attachments/contract.ts'
import { partNoteWords } from '../attachments/words.ts'
import { AttachmentPictures } from './AttachmentPictures.tsx'
import { attachmentPreviewWords, placeWithin } from './preview-words.ts'

interface AttachmentTextProps {
  readonly mailId: string
  readonly number: number
  readonly name: string
}

/** Text and pictures of one attachment, read in the sandbox when somebody asks: never HTML, never anything active. */
export function AttachmentText({ mailId, number, name }: AttachmentTextProps) {
  const t = usePhrases(attachmentPreviewWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="sk-mail-preview">
      <button
        type="button"
        className="sk-link-button"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? t.hide : t.show}: ${name}`}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? t.hide : t.show}
      </button>
      {isOpen && <Preview mailId={mailId} number={number} />}
    </div>
  )
}

function Preview({ mailId, number }: Pick<AttachmentTextProps, 'mailId' | 'number'>) {
  const t = usePhrases(attachmentPreviewWords)
  const say = useSay()
  const preview = useRead(previewAttachment, { mailId, number, picturesFrom: 0 }, { topic: 'attachment-preview' })
  if (!preview.data) return <Waiting on={preview} />
  const { parts, unread, isCut, pictures } = preview.data
  // Its own name stands above.
  const shown = parts.filter(({ note, path }) => note !== 'name' || path.length > 1)
  return (
    <div>
      <p className="sk-mail-note">{t.meaning}</p>
      {unread.map(({ path, reason }) => (
        <p key={`${path.join('/')} ${reason}`} className="sk-mail-note">
          {path.slice(1).join(' › ') || path[0]}: {say(unreadDocumentWords[reason as keyof typeof unreadDocumentWords])}
        </p>
      ))}
      {shown.length === 0 && pictures.length === 0 && <p>{t.empty}</p>}
      {shown.map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of one reading never change places
        <Part key={at} part={part} />
      ))}
      <AttachmentPictures mailId={mailId} number={number} preview={preview.data} />
      {isCut && <p className="sk-mail-note">{t.cut}</p>}
    </div>
  )
}

function Part({ part }: { readonly part: AttachmentPreview['parts'][number] }) {
  const say = useSay()
  const t = usePhrases(attachmentPreviewWords)
  const place = placeWithin(part.path, t.page)
  const note = part.note && partNoteWords[part.note]
  return (
    <section>
      {(place || note) && (
        <h3 className="sk-mail-note">
          {place}
          {note && (place ? ` (${say(note)})` : say(note))}
        </h3>
      )}
      {part.text !== undefined && <div className="sk-mail-text">{part.text.trim()}</div>}
      {part.rows && (
        // Wider than a phone: it scrolls by itself, with the keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
        <section className="sk-mail-sheet" tabIndex={0} aria-label={place || part.path[0]}>
          <table>
            <tbody>
              {part.rows.map((cells, line) => (
                // oxlint-disable-next-line react/no-array-index-key -- lines and columns are what they are
                <tr key={line}>
                  {cells.map((cell, column) => (
                    // oxlint-disable-next-line react/no-array-index-key -- as above
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
