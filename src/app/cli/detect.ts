import { z } from 'zod'
import { detectTable, detectText } from '../../engines/pii/index.ts'
import { answerJsonLines, type JsonLinesStreams } from './json-lines.ts'

export const DETECT_USAGE = `sekisho detect text --json
    reads JSON Lines {"id": …, "text": "…"} from the input, and answers each with
    {"id": …, "findings": [{"type", "start", "end", "score"}]}; start and end count UTF-16 code units
sekisho detect sheet --json
    reads JSON Lines {"id": …, "grid": [["氏名", …], …]}, each row a list of texts, numbers, booleans or nulls, and answers
    each with {"id": …, "columns": [type or null, …], "persons": {"min", "best", "max"}}
`

const Id = z.union([z.string(), z.number()])
const TextLine = z.object({ id: Id, text: z.string() })
const SheetLine = z.object({ id: Id, grid: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))) })

/** `sekisho detect …`. Needs no database and no data folder. @returns exit status: 0 answered, 2 could not do it */
export async function detectCommand(args: readonly string[], streams?: JsonLinesStreams): Promise<number> {
  const through = streams ?? { input: process.stdin, out: process.stdout, err: process.stderr }
  const [what, ...options] = args
  if (options.every((option) => option === '--json')) {
    if (what === 'text') return answerJsonLines(through, TextLine, answerText)
    if (what === 'sheet') return answerJsonLines(through, SheetLine, answerSheet)
  }
  through.err.write(DETECT_USAGE)
  return 2
}

const answerText = ({ id, text }: z.infer<typeof TextLine>) => ({
  id,
  findings: detectText(text).map(({ type, start, end, score }) => ({ type, start, end, score })),
})

function answerSheet({ id, grid }: z.infer<typeof SheetLine>) {
  const { columns, persons } = detectTable(grid)
  return { id, columns: columns.map((column) => column?.type ?? null), persons }
}
