import { useState } from 'react'
import { addressOf } from '../../../webkit/api.ts'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField } from '../../../webkit/form/fields.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter, useSearchText } from '../../../webkit/path-parameters.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { printFileImage, readPrintJob } from '../contract.ts'
import { readFilePages } from '../looking/contract.ts'
import { printSlotWords } from '../words.ts'
import { PageViewer } from './PageViewer.tsx'
import { printProofWords } from './proof-words.ts'
import './Print.css'
import './Result.css'

/** The pages of a PDF of the job, two by two: a proof is looked at before it is signed off. */
export function FilePagesPage() {
  const t = usePhrases(printProofWords)
  const say = useSay()
  const jobId = usePathParameter('jobId')
  const asked = useSearchText('slot')
  const job = useRead(readPrintJob, { jobId }, { topic: 'print-checks' })
  const slot = job.data?.slots.find((each) => each.slot === asked)
  return (
    <Page title={slot ? say(printSlotWords[slot.slot]) : t.pdf.title} lead={t.pdf.lead}>
      <p>
        <PageLink to={`/print-checks/${jobId}`} search={slot ? { stage: slot.stage } : {}}>
          {t.back}
        </PageLink>
      </p>
      {!job.data ? (
        <Waiting on={job} />
      ) : !slot || slot.files.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Files jobId={jobId} files={slot.files} />
      )}
    </Page>
  )
}

function Files({
  jobId,
  files,
}: {
  readonly jobId: string
  readonly files: readonly { readonly fileId: string; readonly name: string }[]
}) {
  const t = usePhrases(printProofWords)
  const [fileId, setFileId] = useState(files[0]!.fileId)
  const pages = useRead(readFilePages, { jobId, fileId }, { topic: 'print-checks' })
  const file = files.find((each) => each.fileId === fileId)
  return (
    <>
      {files.length > 1 && (
        <SelectField
          name="file"
          label={t.pdf.pick}
          value={fileId}
          onChange={setFileId}
          choices={files.map((each) => ({ value: each.fileId, word: each.name }))}
        />
      )}
      {pages.data && file ? (
        <PageViewer
          key={fileId}
          file={{ fileId, name: file.name, pageCount: pages.data.pageCount }}
          imageOf={(page) => addressOf(printFileImage, { jobId, fileId, page })}
        />
      ) : (
        <Waiting on={pages} />
      )}
    </>
  )
}
