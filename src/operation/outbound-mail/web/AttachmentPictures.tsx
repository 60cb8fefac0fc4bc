import { useState } from 'react'
import { unreadDocumentWords } from '../../../base/document-words.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type AttachmentPreview, previewAttachment, type PreviewPicture } from '../attachments/contract.ts'
import { attachmentPreviewWords, pictureRefusalWords, placeWithin } from './preview-words.ts'

interface AttachmentPicturesProps {
  readonly mailId: string
  readonly number: number
  readonly preview: AttachmentPreview
}

/**
 * Pictures and pages of an attachment, as the sandbox drew them anew: the browser sees JPEGs of our own making and never a
 * byte of the file. The next ones come when they are asked for.
 */
export function AttachmentPictures({ mailId, number, preview }: AttachmentPicturesProps) {
  const t = usePhrases(attachmentPreviewWords)
  const [isMoreWanted, setMoreWanted] = useState(false)
  const { pictures, pictureCount, nextPicture } = preview
  if (pictures.length === 0) return null
  const [from, until] = [pictures[0]!.at + 1, pictures.at(-1)!.at + 1]
  return (
    <>
      <h3 className="sk-mail-note">{t.pictures(from, until, Math.max(until, pictureCount))}</h3>
      <ul className="sk-mail-pictures">
        {pictures.map((picture) => (
          <Picture key={picture.at} picture={picture} />
        ))}
      </ul>
      {nextPicture !== undefined && !isMoreWanted && (
        <button type="button" className="sk-link-button" onClick={() => setMoreWanted(true)}>
          {t.more}
        </button>
      )}
      {nextPicture !== undefined && isMoreWanted && <Next mailId={mailId} number={number} from={nextPicture} />}
    </>
  )
}

interface NextProps {
  readonly mailId: string
  readonly number: number
  readonly from: number
}

function Next({ mailId, number, from }: NextProps) {
  const next = useRead(previewAttachment, { mailId, number, picturesFrom: from }, { topic: 'attachment-preview' })
  return next.data ? <AttachmentPictures mailId={mailId} number={number} preview={next.data} /> : <Waiting on={next} />
}

function Picture({ picture }: { readonly picture: PreviewPicture }) {
  const t = usePhrases(attachmentPreviewWords)
  const say = useSay()
  const [isLarge, setLarge] = useState(false)
  const { path, width, height, jpeg } = picture
  const place = placeWithin(path, t.page) || path[0]!
  if (jpeg === undefined) {
    const reason = picture.refused as keyof typeof unreadDocumentWords
    const words: Partial<typeof unreadDocumentWords> = pictureRefusalWords
    return (
      <li>
        <p className="sk-mail-note">{place}</p>
        <p>{t.refused(say(words[reason] ?? unreadDocumentWords[reason]))}</p>
      </li>
    )
  }
  const name = t.picture(place)
  return (
    <li>
      <figure>
        {/* Larger than its place, it scrolls by itself, with the keyboard too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
        <div
          className="sk-mail-picture"
          data-large={isLarge}
          {...(isLarge && { tabIndex: 0, role: 'region', 'aria-label': name })}
        >
          <img src={`data:image/jpeg;base64,${jpeg}`} width={width} height={height} alt={name} />
        </div>
        <figcaption className="sk-mail-note">{place}</figcaption>
      </figure>
      <button
        type="button"
        className="sk-link-button"
        aria-pressed={isLarge}
        aria-label={`${isLarge ? t.reduce : t.enlarge}: ${place}`}
        onClick={() => setLarge(!isLarge)}
      >
        {isLarge ? t.reduce : t.enlarge}
      </button>
    </li>
  )
}
