import { useState } from 'react'
import { Empty } from '../../../webkit/Empty.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter, useSearchText } from '../../../webkit/path-parameters.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { type DataShape, MADE_SLOTS, readPrintSample } from '../making/contract.ts'
import { DataShapeForm } from './DataShapeForm.tsx'
import { SpecificationMaker } from './SpecificationMaker.tsx'
import { printMakerWords } from './maker-words.ts'
import './Print.css'
import './Result.css'
import './Maker.css'

interface Basis {
  readonly data?: DataShape
  readonly pagesPerRecord?: number
}

/** 印刷仕様, made by clicking on a sample: which column each printed text is, and where it stands. */
export function SpecificationPage() {
  const t = usePhrases(printMakerWords)
  const jobId = usePathParameter('jobId')
  const asked = useSearchText('slot')
  const slot = MADE_SLOTS.find((each) => each === asked) ?? 'test_specification'
  const [basis, setBasis] = useState<Basis>({})
  const sample = useRead(readPrintSample, { jobId, slot, ...basis }, { topic: 'print-sample' })
  const { data } = sample
  return (
    <Page title={t.title} lead={t.lead}>
      <p>
        <PageLink to={`/print-checks/${jobId}`} search={{ stage: 'settings' }}>
          {t.back}
        </PageLink>
      </p>
      {!data ? (
        <Waiting on={sample} />
      ) : !data.source ? (
        <Empty
          text={t.noSource}
          next={t.noSourceNext}
          action={<ButtonLink to={`/print-checks/${jobId}`}>{t.back}</ButtonLink>}
        />
      ) : (
        <>
          <p className="sk-print-note">{t.source(data.source.fileName, data.source.dataNames.join('、'))}</p>
          {data.saved && (
            <p className={data.saved.made ? 'sk-print-note' : 'sk-print-old'}>
              {data.saved.made ? t.saved(data.saved.fileName) : t.notMade(data.saved.fileName)}
            </p>
          )}
          <DataShapeForm
            key={JSON.stringify([data.data, data.pagesPerRecord])}
            sample={data}
            isBusy={sample.isFetching}
            onChange={setBasis}
          />
          {data.data && data.pages.length > 0 && (
            <SpecificationMaker jobId={jobId} slot={slot} sample={data} data={data.data} />
          )}
        </>
      )}
    </Page>
  )
}
