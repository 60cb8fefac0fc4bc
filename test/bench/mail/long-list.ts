import { listHeldMails } from '../../../src/operation/outbound-mail/contract.ts'
import { AUTHOR, OFFICER, OUTSIDE, plainMail, sendOne, share, startWholeProduct, waitFor } from './whole-product.ts'

/** A page of a list of many held mails, as the privacy office's browser asks for it: ms over HTTP, signed in. */
export async function longList(count: number): Promise<void> {
  const product = await startWholeProduct()
  const { owner, sekisho, orgId } = product
  try {
    const mail = { from: AUTHOR, to: OUTSIDE, text: plainMail('bench', 10_240) }
    const id = await sendOne(sekisho.smtpPort, mail)
    await waitFor(
      async () => (await owner.query(`select from outbound_mail_reading where mail_id = $1`, [id])).rowCount === 1,
    )
    await multiply(product.owner, orgId, id, count)
    const office = await product.signIn(OFFICER)
    const ask = async (input: { size: number; cursor?: string }) => {
      const at = performance.now()
      const { items, nextCursor } = await office.call(listHeldMails, input)
      return { ms: performance.now() - at, items, nextCursor }
    }
    const deep = (
      await owner.query<{ id: string }>(
        `select id from outbound_mail where org_id = $1 and custody = 'held' order by id offset $2 limit 1`,
        [orgId, Math.floor(count * 0.9)],
      )
    ).rows[0]!.id
    for (const [name, cursor] of [
      ['first page', undefined],
      ['a page behind nine tenths', deep],
    ] as const) {
      const times: number[] = []
      for (let n = 0; n < 31; n++) times.push((await ask({ size: 50, ...(cursor && { cursor }) })).ms)
      const [cold, ...warm] = times
      console.log(
        `held list of ${count.toLocaleString('en')}, ${name} of 50: first ${cold!.toFixed(0)} ms, then ${share(warm, 0.5).toFixed(0)} ms in the middle, ${Math.max(...warm).toFixed(0)} ms at most`,
      )
    }
  } finally {
    await product.stop()
  }
}

interface Client {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** Copies of one mail, its recipients and its place at the gate, under new ids that go on in time. */
async function multiply(owner: Client, orgId: string, mailId: string, count: number): Promise<void> {
  const columnsOf = async (table: string) =>
    (
      (
        await owner.query(
          `select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
          [table],
        )
      ).rows as { column_name: string }[]
    ).map(({ column_name }) => column_name)
  await owner.query(`create temporary table copied as
    select n, ('0fffffff-' || lpad(to_hex(n / 65536), 4, '0') || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-8' || lpad(to_hex((n / 4096) % 4096), 3, '0') || '-' || lpad(to_hex(n), 12, '0'))::uuid as id
    from generate_series(1, ${count}) n`)
  for (const [table, key] of [
    ['outbound_mail', 'id'],
    ['outbound_mail_recipient', 'mail_id'],
    ['outbound_mail_reading', 'mail_id'],
  ] as const) {
    const columns = await columnsOf(table)
    const values = columns.map((name) => (name === key ? 'c.id' : name === 'id' ? 'gen_random_uuid()' : `t."${name}"`))
    await owner.query(
      `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')}) select ${values.join(', ')}
       from ${table} t cross join copied c where t.org_id = $1 and t."${key}" = $2`,
      [orgId, mailId],
    )
  }
  await owner.query('analyze outbound_mail; analyze outbound_mail_recipient; analyze outbound_mail_reading')
}
