import type { Word } from '../../../base/words.ts'
import { DayOf } from '../../../webkit/Instant.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import type { PrintJobLine } from '../contract.ts'
import { printMissingWords, printStageWords } from '../words.ts'
import type { printJobWords } from './job-words.ts'
import { STAGE_TONES } from './state-tones.ts'

/** A job in a list: what it is, where it stands, what is needed next, whose it is. */
export function jobColumns(t: typeof printJobWords.ja, say: (word: Word) => string): readonly Column<PrintJobLine>[] {
  return [
    {
      id: 'title',
      head: t.title,
      kind: 'main',
      cell: ({ jobId, title }) => <PageLink to={`/print-checks/${jobId}`}>{title}</PageLink>,
    },
    {
      id: 'stage',
      head: t.stage,
      cell: ({ stage, state }) => (
        <span className="sk-print-stage-word">
          {stage ? (
            <StatusWord tone={STAGE_TONES[state]} word={say(printStageWords[stage])} />
          ) : (
            <StatusWord tone="passed" word={t.done} />
          )}
        </span>
      ),
    },
    {
      id: 'next',
      head: t.next,
      cell: ({ missing, isMine }) => (
        <>
          {isMine && <strong className="sk-print-mine">{t.isMine}</strong>}
          {missing && <span>{say(printMissingWords[missing])}</span>}
        </>
      ),
    },
    { id: 'engagement', head: t.engagement, cell: ({ engagementName }) => engagementName },
    { id: 'printer', head: t.printer, cell: ({ printerName }) => printerName },
    { id: 'created', head: t.created, kind: 'short', cell: ({ createdAt }) => <DayOf at={createdAt} /> },
  ]
}
