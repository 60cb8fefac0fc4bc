import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { csvBytes } from '../../engines/documents/index.ts'
import { generateTestData, readSpecification, sheetsOfTestData } from '../../engines/print-match/index.ts'
import { say } from './ledger-words.ts'
import { makeFolder } from './make-folder.ts'
import { given, numberIn } from './print-options.ts'
import { CannotDo, type PrintSurroundings, tell } from './print-surroundings.ts'
import { printCommandWords } from './print-words.ts'

/** `sekisho print testdata …`: writes hard test data for a specification, and what each record is there for. */
export async function printTestData(args: readonly string[], { out, language }: PrintSurroundings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { spec: { type: 'string' }, to: { type: 'string', default: '.' }, plain: { type: 'string' } },
  })
  const spec = given(values.spec, { option: '--spec', language })
  const plain =
    values.plain === undefined ? undefined : numberIn(values.plain, 0, 1_000_000, { option: '--plain', language })
  const specification = readSpecification(await readFile(spec, 'utf8'))
  const data = generateTestData(specification, plain === undefined ? {} : { plain })
  const { records, children, cases } = sheetsOfTestData(specification, data)
  await makeFolder(values.to).catch(() => {
    throw new CannotDo(say(printCommandWords.noFolder, language, { path: values.to }))
  })
  const written: string[] = []
  const write = async (name: string, sheet: typeof records) => {
    const parts: Uint8Array[] = []
    for await (const part of csvBytes(sheet)) parts.push(part)
    const path = join(values.to, name)
    await writeFile(path, Buffer.concat(parts), { flag: 'wx' })
    written.push(path)
  }
  await write('testdata.csv', records)
  if (children) await write('testdata-children.csv', children)
  await write('testdata-cases.csv', cases)
  await tell(
    out,
    say(printCommandWords.testDataWritten, language, { count: data.records.length, files: written.join(', ') }),
  )
  return 0
}
