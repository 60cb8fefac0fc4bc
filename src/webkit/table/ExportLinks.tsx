import type { Endpoint } from '../../base/endpoint.ts'
import { addressOf } from '../api.ts'
import { useLanguage } from '../appearance.ts'
import { useWords } from '../words/use-words.ts'
import './Table.css'

export interface ExportOf {
  readonly endpoint: Pick<Endpoint, 'path'>
  readonly input: object
}

/** The list as a file, for a spreadsheet or as text: every list has it, in the same place. */
export function ExportLinks({ endpoint, input, caption }: ExportOf & { readonly caption: string }) {
  const words = useWords().table
  const language = useLanguage()
  const address = (format: string) => addressOf(endpoint, { ...input, format, language })
  return (
    <span className="sk-table-exports">
      <a className="sk-table-export" href={address('xlsx')} download aria-label={`${caption}: ${words.export}`}>
        {words.export}
      </a>
      <a className="sk-table-export" href={address('csv')} download aria-label={`${caption}: ${words.exportCsv}`}>
        {words.exportCsv}
      </a>
    </span>
  )
}
