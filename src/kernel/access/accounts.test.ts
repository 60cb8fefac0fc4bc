import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testBrowser } from '../../../test/harness/test-browser.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import { LIVE_CHANNEL } from '../db/announce.ts'
import { addPerson, endPerson, mergePersons, peopleRights, setMembership } from '../people/index.ts'
import { accountsPage } from './account-view.ts'
import {
  accessRights,
  actorOfSession,
  collectRights,
  createAccountWithPassword,
  createFirstAdministrator,
  disableAccount,
  enableAccount,
  inviteAccount,
  issueSubmissionCredential,
  openSignIn,
  resetAccount,
  revokeSubmissionCredential,
  type SignIn,
  verifySubmission,
} from './index.ts'
import { endLeaversSessionsJob, sweepSignInJob } from './jobs.ts'
import { activateAccount, openAccountLink } from './operations/activate-account.ts'
import { signInByPassword } from './operations/sign-in.ts'
import { newPassword } from './secrets.ts'

const db = useTestDatabase()
const rights = collectRights([accessRights, peopleRights])
const PASSWORD = 'つきよのかめはさんすうがすき'
let signIn: SignIn
let serial = 0

beforeAll(() => {
  signIn = openSignIn({
    database: db.database,
    secret: randomBytes(32).toString('hex'),
    publicUrl: 'http://127.0.0.1:8080',
  })
})
beforeEach(() => db.setClock(undefined))

/** An organisation with an administrator and one more person, who has an account with a password. */
async function office(email = `shain${serial++}@jisha.example`) {
  const orgId = await db.newOrganisation()
  const made = await db.inOrganisation(orgId, async (tx) => {
    await tx.updateTable('organisation').set({ requires_totp: false }).execute()
    const admin = await createFirstAdministrator(tx, {
      name: '試験 管理',
      email: `kanri${serial++}@jisha.example`,
      unitName: '自社',
    })
    const actor: Actor = { orgId, kind: 'account', personId: admin.personId, via: crypto.randomUUID() }
    const { id: personId } = await addPerson(tx, actor, { name: '試験 社員' })
    return { admin, actor, personId }
  })
  const act = <T>(work: (tx: Parameters<typeof inviteAccount>[0], actor: Actor) => Promise<T>) =>
    db.inOrganisation(orgId, (tx) => work(tx, made.actor))
  return { orgId, email, act, ...made }
}
type Office = Awaited<ReturnType<typeof office>>

async function withAccount(one: Office) {
  return one.act((tx, actor) =>
    createAccountWithPassword(tx, actor, {
      personId: one.personId,
      email: one.email,
      password: PASSWORD,
      mustChangePassword: false,
    }),
  )
}
async function enter(email: string, password = PASSWORD) {
  const browser = testBrowser(db.database, `198.51.100.${serial++ % 250}`)
  await signInByPassword(signIn, browser, { email, password })
  return browser
}
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? error,
  )
const tokenOf = (link: string) => link.slice(link.indexOf('#') + 1)
const fresh = () => testBrowser(db.database, `203.0.113.${serial++ % 250}`)

test('招待: the link is good once and for three days, and its holder chooses the password', async () => {
  const one = await office()
  const start = new Date('2027-05-10T00:00:00Z')
  await db.setClock(start)
  const { accountId, link } = await one.act((tx, actor) =>
    inviteAccount(tx, actor, { personId: one.personId, email: one.email.toUpperCase() }),
  )
  expect(link).toMatch(/^\/activate#[\w-]{43}$/)
  const stored = await db.asOwner('select * from account_link')
  expect(JSON.stringify(stored)).not.toContain(tokenOf(link))
  expect(await openAccountLink(fresh(), { token: tokenOf(link) })).toMatchObject({
    kind: 'activation',
    email: one.email,
    needs: 'new_password',
  })
  expect(await codeOf(enter(one.email))).toBe('sign_in_failed')
  const use = (password: string) => codeOf(activateAccount(fresh(), { token: tokenOf(link), password }))
  expect(await use('password')).toBe('password_common')
  expect(await use(one.email)).toBe('password_names_you')
  const both = await Promise.all([use(PASSWORD), use(PASSWORD)])
  expect(both.sort()).toEqual(['link_ended', undefined])
  expect(await codeOf(enter(one.email))).toBeUndefined()
  const again = await one.act((tx, actor) => resetAccount(tx, actor, { accountId, version: 2 }))
  await db.setClock(new Date(start.getTime() + 73 * 3_600_000))
  expect(await codeOf(openAccountLink(fresh(), { token: tokenOf(again.link) }))).toBe('link_ended')
})

test('one way in for a person, also over two records, and one person for an address', async () => {
  const one = await office()
  await withAccount(one)
  const invite = (personId: string, email: string) =>
    codeOf(one.act((tx, actor) => inviteAccount(tx, actor, { personId, email })))
  expect(await invite(one.personId, 'another@jisha.example')).toBe('account_exists')
  const other = await one.act((tx, actor) => addPerson(tx, actor, { name: '試験 別人' }))
  expect(await invite(other.id, one.email)).toBe('account_exists')
  await one.act((tx, actor) => mergePersons(tx, actor, { personId: other.id, version: 1, intoId: one.personId }))
  expect(await invite(other.id, 'another@jisha.example')).toBe('account_exists')
})

test('ケースC: disabling ends sessions, links and credentials at once and says so to the live streams', async () => {
  const one = await office()
  const { accountId } = await withAccount(one)
  const browser = await enter(one.email)
  const { actor, endsWith } = (await actorOfSession(signIn, rights, browser.headers))!
  const { login, secret } = await db.inOrganisation(one.orgId, (tx) =>
    issueSubmissionCredential(tx, actor, { label: 'ノートPC' }),
  )
  expect(await verifySubmission(db.database, login, secret)).toEqual({ orgId: one.orgId, personId: one.personId })

  const listener = new pg.Client({ connectionString: db.appUrl })
  await listener.connect()
  const heard: string[] = []
  listener.on('notification', (message) => heard.push((JSON.parse(message.payload!) as { topic: string }).topic))
  await listener.query(`listen ${LIVE_CHANNEL}`)
  await one.act((tx, admin) => disableAccount(tx, admin, { accountId, version: 1 }))
  await listener.query('select 1')
  await listener.end()
  expect(heard).toEqual(expect.arrayContaining([endsWith, `account:${accountId}`]))

  expect(await actorOfSession(signIn, rights, browser.headers)).toBeUndefined()
  expect(await verifySubmission(db.database, login, secret)).toBeUndefined()
  expect(await codeOf(enter(one.email))).toBe('no_organisation')
  const left = await db.asOwner('select 1 from sign_in."session" where account_id = $1', [accountId])
  expect(left).toEqual([])
  const { link } = await one.act((tx, admin) => enableAccount(tx, admin, { accountId, version: 2 }))
  expect(await codeOf(enter(one.email)), 'not before the link is used').toBe('no_organisation')
  await activateAccount(fresh(), { token: tokenOf(link), password: '別のとても長い合言葉' })
  await enter(one.email, '別のとても長い合言葉')
})

test('the last administrator stays, also when two disable each other at the same time', async () => {
  const one = await office()
  const disable = (accountId: string, version = 1) =>
    codeOf(one.act((tx, actor) => disableAccount(tx, actor, { accountId, version })))
  expect(await disable(one.admin.accountId)).toBe('last_administrator')
  const { accountId } = await withAccount(one)
  await one.act((tx, actor) =>
    setMembership(tx, actor, {
      personId: one.personId,
      unitId: one.admin.unitId,
      role: 'administrator',
      fromOn: '2020-01-01',
    }),
  )
  const both = await Promise.all([disable(one.admin.accountId), disable(accountId)])
  expect(both.filter((code) => code === undefined)).toHaveLength(1)
  expect(both).toContain('last_administrator')
})

test('再設定: an administrator never takes over what opens another organisation', async () => {
  const [one, two] = [await office('kyotsu@jisha.example'), await office('kyotsu@jisha.example')]
  const { accountId } = await withAccount(one)
  const invited = await two.act((tx, actor) => inviteAccount(tx, actor, { personId: two.personId, email: two.email }))
  expect(await openAccountLink(fresh(), { token: tokenOf(invited.link) })).toMatchObject({ needs: 'existing_password' })
  const activate = (password: string) => codeOf(activateAccount(fresh(), { token: tokenOf(invited.link), password }))
  expect(await activate('乗っ取るための新しい合言葉')).toBe('sign_in_failed')
  expect(await activate(PASSWORD)).toBeUndefined()
  for (const [office, id, version] of [
    [one, accountId, 1],
    [two, invited.accountId, 2],
  ] as const) {
    expect(await codeOf(office.act((tx, actor) => resetAccount(tx, actor, { accountId: id, version })))).toBe(
      'account_shared',
    )
  }
  const foreign = await codeOf(
    one.act((tx, actor) => disableAccount(tx, actor, { accountId: invited.accountId, version: 2 })),
  )
  expect(foreign, 'another organisation’s account is not there').toBe('not_found')
})

test('a reset takes password, authenticator and sessions', async () => {
  const one = await office()
  const { accountId } = await withAccount(one)
  const browser = await enter(one.email)
  const { link } = await one.act((tx, actor) => resetAccount(tx, actor, { accountId, version: 1 }))
  expect(await actorOfSession(signIn, rights, browser.headers)).toBeUndefined()
  expect(await codeOf(enter(one.email))).toBe('sign_in_failed')
  const password = newPassword()
  await activateAccount(fresh(), { token: tokenOf(link), password })
  expect(await codeOf(enter(one.email, password))).toBeUndefined()
})

test('送信の資格情報: shown once, hashed, one’s own, and dead when revoked', async () => {
  const one = await office()
  await withAccount(one)
  const browser = await enter(one.email)
  const { actor } = (await actorOfSession(signIn, rights, browser.headers))!
  const own = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(one.orgId, work)
  const made = await own((tx) => issueSubmissionCredential(tx, actor, { label: 'ノートPC' }))
  expect(made.secret).toMatch(/^[0-9a-f]{40}$/)
  expect(JSON.stringify(await db.asOwner('select * from submission_credential'))).not.toContain(made.secret)
  for (const [login, secret] of [
    [made.login, made.secret.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    [made.login, ''],
    ['mail-000000000000', made.secret],
  ] as const) {
    expect(await verifySubmission(db.database, login, secret)).toBeUndefined()
  }
  const other = await office()
  await withAccount(other)
  const stranger = (await actorOfSession(signIn, rights, (await enter(other.email)).headers))!.actor
  const revoke = (orgId: string, who: Actor) =>
    codeOf(db.inOrganisation(orgId, (tx) => revokeSubmissionCredential(tx, who, { credentialId: made.id })))
  expect(await revoke(other.orgId, stranger)).toBe('not_found')
  expect(await revoke(one.orgId, actor)).toBeUndefined()
  expect(await verifySubmission(db.database, made.login, made.secret)).toBeUndefined()
})

test('the list of accounts pages without gap, and shows no other organisation', async () => {
  const one = await office()
  await withAccount(one)
  await withAccount(await office())
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await one.act((tx) => accountsPage(tx, { size: 1, cursor }))
    seen.push(...page.items.map((row) => row.email))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toHaveLength(2)
  expect(seen).toContain(one.email)
})

test('the sweep takes what has run out and leaves what goes on', async () => {
  const one = await office()
  await withAccount(one)
  await db.setClock(new Date('2027-08-01T00:00:00Z'))
  await codeOf(enter(one.email, 'wrong password'))
  await enter(one.email)
  await db.setClock(new Date('2027-08-02T01:00:00Z'))
  const browser = await enter(one.email)
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const context = { database: db.database, log, jobId: '1', attempt: 1, signal: new AbortController().signal }
  await sweepSignInJob.run(context)
  const [left] = await db.asOwner<{ sessions: number; attempts: number }>(
    `select (select count(*)::int from sign_in."session") as sessions, (select count(*)::int from sign_in.attempt) as attempts`,
  )
  expect(left).toEqual({ sessions: 1, attempts: 0 })
  expect(await actorOfSession(signIn, rights, browser.headers)).toBeDefined()

  const system = { orgId: one.orgId, kind: 'system', part: 'test' } as const
  await one.act((tx) => endPerson(tx, system, { personId: one.personId, version: 1, lastOn: '2027-08-02' }))
  const endLeavers = () =>
    endLeaversSessionsJob.run(
      {
        ...context,
        orgId: one.orgId,
        inOrganisation: (work) => db.inOrganisation(one.orgId, work),
        reportProgress: async () => undefined,
      },
      null,
    )
  const sessions = () => db.asOwner('select 1 from sign_in."session"')
  await endLeavers()
  expect(await sessions()).toHaveLength(1)
  await db.setClock(new Date('2027-08-02T15:00:01Z'))
  await endLeavers()
  expect(await sessions()).toEqual([])
})
