import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { FileField } from '../../../webkit/form/FileField.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useUpload } from '../../../webkit/upload.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { HOLDS_SEVERAL, type PrintJobView, uploadPrintFile } from '../contract.ts'
import { printSlotWords } from '../words.ts'
import { printFileWords } from './file-words.ts'
import { acceptOf } from './stage-slots.ts'

export interface UploadFileProps {
  readonly job: Pick<PrintJobView, 'jobId'>
  readonly slot: PrintJobView['slots'][number]
}

/** Hands in a file: it says how far it is, since a production PDF takes minutes, and can be given up. */
export function UploadFile({ job, slot }: UploadFileProps) {
  const t = usePhrases(printFileWords)
  const say = useSay()
  const [asked, setAsked] = useState<'replace' | 'further'>()
  const [file, setFile] = useState<File>()
  const upload = useUpload(uploadPrintFile, { topics: ['print-checks'] })
  const hasFiles = slot.files.length > 0
  const name = say(printSlotWords[slot.slot])
  const close = () => {
    setAsked(undefined)
    setFile(undefined)
  }
  const send = async () => {
    if (!file) return
    if (await upload.run({ jobId: job.jobId, slot: slot.slot, isFurther: asked === 'further' }, file)) close()
  }
  if (!asked) {
    return (
      <div className="sk-actions">
        <Button onPress={() => setAsked('replace')} label={`${name}: ${hasFiles ? t.replace : t.upload}`}>
          {hasFiles ? t.replace : t.upload}
        </Button>
        {hasFiles && HOLDS_SEVERAL.has(slot.slot) && (
          <Button tone="quiet" onPress={() => setAsked('further')} label={`${name}: ${t.further}`}>
            {t.further}
          </Button>
        )}
      </div>
    )
  }
  const percent = upload.share === undefined ? undefined : Math.floor(upload.share * 100)
  return (
    <div className="sk-print-upload">
      {upload.problem && <ProblemNotice problem={upload.problem} />}
      {hasFiles && <p className="sk-print-note">{t.again}</p>}
      {percent === undefined ? (
        <FileField name="file" label={name} file={file} onChange={setFile} accept={acceptOf(slot.slot)} />
      ) : (
        <>
          <progress max={100} value={percent} aria-label={name} />
          <output>{percent >= 100 ? t.checking : t.sending(percent)}</output>
        </>
      )}
      <div className="sk-actions">
        {file && percent === undefined && (
          <Button tone="main" onPress={send}>
            {t.send}
          </Button>
        )}
        <Button onPress={percent === undefined ? close : upload.stop}>{t.cancel}</Button>
      </div>
    </div>
  )
}
