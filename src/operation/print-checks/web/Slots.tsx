import { addressOf } from '../../../webkit/api.ts'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { downloadPrintFile, downloadTestData, type PrintJobView, SPECIFICATION_SLOTS } from '../contract.ts'
import { printSlotWords } from '../words.ts'
import { printFileWords } from './file-words.ts'
import type { StageProps } from './stage-props.ts'
import { PDF_SLOTS } from './stage-slots.ts'
import { UploadFile } from './UploadFile.tsx'

type SlotView = PrintJobView['slots'][number]

/** What is handed in at this stage: what lies there, by whom, with its hash, and how to hand in another. */
export function Slots({ job, stage }: StageProps) {
  const t = usePhrases(printFileWords)
  const slots = job.slots.filter((slot) => slot.stage === stage.stage)
  if (slots.length === 0) return null
  return (
    <Section title={t.title} id="files">
      <ul className="sk-print-slots">
        {slots.map((slot) => (
          <li key={slot.slot}>
            <Slot job={job} slot={slot} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Slot({ job, slot }: { readonly job: PrintJobView; readonly slot: SlotView }) {
  const t = usePhrases(printFileWords)
  const say = useSay()
  const mayWork = useMay('print-checks:work') && job.reader !== 'client'
  const isSpecification = SPECIFICATION_SLOTS.has(slot.slot)
  // A scan is one of a lot.
  const isTooEarly = slot.slot === 'scan' && !job.lot
  return (
    <>
      <h3>
        {say(printSlotWords[slot.slot])}
        {slot.revision > 0 && <span className="sk-print-revision">{t.revision(slot.revision)}</span>}
      </h3>
      <p className="sk-print-note">{t.hints[slot.slot]}</p>
      {slot.files.length === 0 ? (
        <p className="sk-print-nothing">{t.none}</p>
      ) : (
        <ul className="sk-print-files">
          {slot.files.map((file) => (
            <li key={file.fileId}>
              <p>
                <span className="sk-print-file-name">{file.name}</span> (<FileSize byteCount={file.byteCount} />)
              </p>
              <p className="sk-print-note">
                {file.addedBy} · <Instant at={file.addedAt} />
              </p>
              <p className="sk-print-hash">
                {t.hash}: <code>{file.sha256}</code>
              </p>
              {mayWork && (
                <p>
                  <a href={addressOf(downloadPrintFile, { jobId: job.jobId, fileId: file.fileId })} download>
                    {t.open}
                    <span className="sk-hidden">: {file.name}</span>
                  </a>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWork && isTooEarly && <p className="sk-print-nothing">{t.scanFirst}</p>}
      {mayWork && !isTooEarly && <UploadFile job={job} slot={slot} />}
      {mayWork && isSpecification && (
        <p>
          <PageLink to={`/print-checks/${job.jobId}/specification`} search={{ slot: slot.slot }}>
            {t.make}
          </PageLink>
        </p>
      )}
      {mayWork && slot.slot === 'test_data' && <TestData job={job} />}
      {PDF_SLOTS.has(slot.slot) && slot.files.length > 0 && (
        <p>
          <PageLink to={`/print-checks/${job.jobId}/pages`} search={{ slot: slot.slot }}>
            {t.look}
            <span className="sk-hidden">: {say(printSlotWords[slot.slot])}</span>
          </PageLink>
        </p>
      )}
    </>
  )
}

/** Hard test data for the specification that lies there. */
function TestData({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printFileWords)
  const hasSpecification = job.slots.some(({ slot, files }) => slot === 'test_specification' && files.length > 0)
  if (!hasSpecification) return null
  return (
    <details>
      <summary>{t.testData}</summary>
      <p className="sk-print-note">{t.testDataLead}</p>
      <ul className="sk-print-links">
        {(['records', 'children', 'cases'] as const).map((part) => (
          <li key={part}>
            <a href={addressOf(downloadTestData, { jobId: job.jobId, part })} download>
              {t.testParts[part]}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
