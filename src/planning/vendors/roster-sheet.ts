import { addressCell, dayCell, defineImport, type RowOf, textCell } from '../../kernel/sheets/index.ts'
import { normaliseAddress } from './rules/mail-address.ts'

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s()]|株式会社|有限会社|合同会社|㈱/gu, '')
    .toLowerCase()

/** A name as it is compared: width and white space do not matter. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s/gu, '')
}

/**
 * The list of workers (従事者一覧) that a vendor hands in. One row is one worker, known by address, else by name.
 * @param company whose list it is; a row of another company is an error in its place
 */
export function rosterSheet(company: string | undefined) {
  return defineImport({
    id: 'vendors.roster',
    columns: [
      { key: 'name', headers: ['氏名', '名前', '従事者氏名', 'Name'], required: true, parse: textCell() },
      { key: 'nameKana', headers: ['フリガナ', 'カナ', '氏名カナ', 'Reading'], parse: textCell() },
      { key: 'address', headers: ['メール', 'メールアドレス', 'Email', 'Mail address'], parse: addressCell() },
      { key: 'company', headers: ['所属会社', '会社名', '所属', 'Company'], parse: textCell() },
      { key: 'job', headers: ['役割', '担当業務', '業務内容', 'Role'], parse: textCell() },
      { key: 'fromOn', headers: ['開始日', '従事開始日', 'From'], required: true, parse: dayCell() },
      { key: 'untilOn', headers: ['終了日', '従事終了日', 'Until'], parse: dayCell() },
      { key: 'pledgedOn', headers: ['誓約書提出日', '誓約書', 'Pledge'], parse: dayCell() },
      { key: 'trainedOn', headers: ['教育受講日', '受講日', 'Training'], parse: dayCell() },
    ],
    rowKey: (row) =>
      row.address ? addressKey(row.address) : `${plainName(row.name)} ${plainName(row.nameKana ?? '')}`,
    check: (row) => [
      ...(row.untilOn !== undefined && row.untilOn < row.fromOn
        ? [{ key: 'untilOn' as const, code: 'ends_before_it_begins' }]
        : []),
      ...(row.company !== undefined && company !== undefined && plain(row.company) !== plain(company)
        ? [{ key: 'company' as const, code: 'other_company', facts: { company } }]
        : []),
    ],
    rowLimit: 20_000,
  })
}

export type RosterRow = RowOf<ReturnType<typeof rosterSheet>['columns']>

export const addressKey = (address: string): string => normaliseAddress(address)?.address ?? address
