import { createHmac, randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testBrowser } from '../../../test/harness/test-browser.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../db/database.ts'
import { addPerson, endPerson, peopleRights } from '../people/index.ts'
import { describeSession } from './current-session.ts'
import {
  accessRights,
  actorOfSession,
  collectRights,
  createAccountWithPassword,
  createFirstAdministrator,
  openSignIn,
  type SignIn,
} from './index.ts'
import { changePassword } from './operations/change-password.ts'
import { chooseOrganisation } from './operations/choose-organisation.ts'
import { confirmTotp, setUpTotp } from './operations/set-up-totp.ts'
import { signInByPassword } from './operations/sign-in.ts'
import { signOut } from './operations/sign-out.ts'
import { verifyTotp } from './operations/verify-totp.ts'

const db = useTestDatabase()
const rights = collectRights([accessRights, peopleRights])
const secret = randomBytes(32).toString('hex')
let signIn: SignIn
let serial = 0

beforeAll(() => {
  signIn = openSignIn({ database: db.database, secret, publicUrl: 'http://127.0.0.1:8080' })
})
beforeEach(() => db.setClock(undefined))

/** An organisation with its first administrator; each test has an address of its own. */
async function office(options: { requiresTotp?: boolean; mustChange?: boolean; email?: string } = {}) {
  const orgId = await db.newOrganisation('試験株式会社')
  const email = options.email ?? `admin${serial++}@jisha.example`
  const made = await db.inOrganisation(orgId, async (tx) => {
    await tx
      .updateTable('organisation')
      .set({ requires_totp: options.requiresTotp ?? false })
      .execute()
    return createFirstAdministrator(tx, { name: '試験 管理', email, unitName: '自社' })
  })
  if (!options.mustChange) await db.asOwner('update sign_in."user" set must_change_password = false')
  const browser = testBrowser(db.database, `192.0.2.${(serial % 200) + 1}`)
  const enter = (password = made.password) => signInByPassword(signIn, browser, { email, password })
  const actor = () => actorOfSession(signIn, rights, browser.headers)
  return { orgId, email, browser, enter, actor, ...made }
}
type Office = Awaited<ReturnType<typeof office>>

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? error,
  )

/** RFC 6238 by hand, so that the library is not its own judge. */
function totp(uri: string, stepsAhead = 0): string {
  const base32 = new URL(uri).searchParams.get('secret')!
  const bits = Array.from(base32)
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function withTotp(one: Office) {
  await one.enter()
  const { uri, backupCodes } = await setUpTotp(signIn, one.browser, { password: one.password })
  await confirmTotp(signIn, one.browser, { code: totp(uri, -1) })
  return { uri, backupCodes }
}

test('a password signs in, and the actor is the person with their rights', async () => {
  const one = await office()
  expect(await one.actor()).toBeUndefined()
  expect(await one.enter()).toEqual({ next: 'entered' })
  const signedIn = await one.actor()
  expect(signedIn?.actor).toMatchObject({ orgId: one.orgId, personId: one.personId, kind: 'account' })
  expect([...signedIn!.rights].sort()).toEqual(['access:administer', 'people:administer', 'people:read'])
  expect(await describeSession(signIn, rights, one.browser.headers)).toMatchObject({
    state: 'signed_in',
    personName: '試験 管理',
    roles: ['administrator'],
    mustChangePassword: false,
  })
})

test('unknown and wrong hear the same; ten failures close the door for a quarter of an hour, by the database clock', async () => {
  const one = await office()
  const start = new Date('2027-01-15T00:00:00Z')
  await db.setClock(start)
  const nobody = testBrowser(db.database, '198.51.100.7')
  expect(await codeOf(signInByPassword(signIn, nobody, { email: 'nobody@jisha.example', password: 'x' }))).toBe(
    'sign_in_failed',
  )
  expect(await codeOf(signInByPassword(signIn, nobody, { email: 'not an address', password: 'x' }))).toBe(
    'sign_in_failed',
  )
  const answers = await Promise.all(Array.from({ length: 14 }, () => codeOf(one.enter('wrong password'))))
  expect(answers.filter((code) => code === 'sign_in_failed')).toHaveLength(10)
  expect(answers.filter((code) => code === 'too_many_requests')).toHaveLength(4)
  // The right password does not help meanwhile, nor does another network address.
  expect(await codeOf(one.enter())).toBe('too_many_requests')
  const elsewhere = testBrowser(db.database, '198.51.100.8')
  expect(await codeOf(signInByPassword(signIn, elsewhere, { email: one.email, password: one.password }))).toBe(
    'too_many_requests',
  )
  await db.setClock(new Date(start.getTime() + 15 * 60_000 + 5000))
  expect(await one.enter()).toEqual({ next: 'entered' })
  const failures = await db.inOrganisation(one.orgId, (tx) =>
    tx.selectFrom('event').select('type').where('type', '=', 'account.sign_in_failed').execute(),
  )
  expect(failures).toHaveLength(10)
})

test('successes do not count as attempts', async () => {
  const one = await office()
  for (let i = 0; i < 12; i++) expect(await one.enter()).toEqual({ next: 'entered' })
})

test('期限: 30 minutes idle or 8 hours in all end a session, and being used keeps it', async () => {
  const one = await office()
  const start = Date.parse('2027-02-01T00:00:00Z')
  const at = (minutes: number) => db.setClock(new Date(start + minutes * 60_000))
  await at(0)
  await one.enter()
  for (let minutes = 25; minutes < 480; minutes += 25) {
    await at(minutes)
    expect(await one.actor()).toBeDefined()
  }
  await at(480.5)
  expect(await one.actor()).toBeUndefined()
  await at(500)
  await one.enter()
  await at(529)
  expect(await one.actor()).toBeDefined()
  await at(560)
  expect(await one.actor()).toBeUndefined()
  await at(529)
  expect(await one.actor(), 'an ended session does not come back').toBeUndefined()
})

test('ASVS 7.2.4, 7.4.1: a new token at each sign-in; signing out kills it, also for a copy of the cookie', async () => {
  const one = await office()
  await one.enter()
  const first = one.browser.headers
  await one.enter()
  expect(await actorOfSession(signIn, rights, first), 'the earlier token').toBeUndefined()
  const second = one.browser.headers
  expect(await actorOfSession(signIn, rights, second)).toBeDefined()
  await signOut(signIn, one.browser)
  expect(one.browser.cookies.size).toBe(0)
  expect(await actorOfSession(signIn, rights, second)).toBeUndefined()
})

test('a cookie that was not signed by us opens nothing', async () => {
  const one = await office()
  await one.enter()
  const [name, value] = [...one.browser.cookies][0]!
  for (const forged of [value.slice(0, -3) + 'AAA', value.split('.')[0]!, 'x'.repeat(40), '']) {
    one.browser.cookies.set(name, forged)
    expect(await one.actor()).toBeUndefined()
  }
})

test('cookies: HttpOnly, Lax, the whole site; behind https __Host- and Secure', async () => {
  const one = await office()
  await one.enter()
  expect(one.browser.received.join()).toMatch(/^sekisho\.session_token=[^;]+;.*HttpOnly/i)
  expect(one.browser.received.join()).not.toMatch(/secure/i)
  const secure = openSignIn({ database: db.database, secret, publicUrl: 'https://sekisho.jisha.example' })
  const browser = testBrowser(db.database, '203.0.113.5')
  await signInByPassword(secure, browser, { email: one.email, password: one.password })
  const cookie = browser.received.find((line) => line.includes('session_token'))!
  expect(cookie).toMatch(/^__Host-sekisho\.session_token=/)
  for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i])
    expect(cookie).toMatch(attribute)
  expect(cookie).not.toMatch(/domain=/i)
  expect(await actorOfSession(secure, rights, browser.headers)).toBeDefined()
})

test('認証アプリ: where it is required, nothing else opens before; afterwards the password alone begins no session', async () => {
  const one = await office({ requiresTotp: true })
  await one.enter()
  expect(await one.actor()).toMatchObject({ isRestricted: true, firstStep: 'set_up_totp' })
  expect(await codeOf(setUpTotp(signIn, one.browser, { password: 'wrong' }))).toBe('sign_in_failed')
  const { uri, backupCodes } = await setUpTotp(signIn, one.browser, { password: one.password })
  expect(backupCodes).toHaveLength(10)
  expect((await one.actor())?.firstStep, 'not confirmed yet').toBe('set_up_totp')
  expect(await codeOf(confirmTotp(signIn, one.browser, { code: '000000' }))).toBe('wrong_code')
  const before = one.browser.headers
  await confirmTotp(signIn, one.browser, { code: totp(uri, -1) })
  expect(await actorOfSession(signIn, rights, before), 'the token changes').toBeUndefined()
  expect(await one.actor()).toMatchObject({ isRestricted: false, firstStep: undefined })
  expect(await codeOf(setUpTotp(signIn, one.browser, { password: one.password }))).toBe('totp_already_set_up')

  expect(await one.enter()).toEqual({ next: 'code' })
  expect(await one.actor()).toBeUndefined()
  expect(await codeOf(verifyTotp(signIn, one.browser, { code: '000000' }))).toBe('wrong_code')
  expect(await verifyTotp(signIn, one.browser, { code: totp(uri) })).toEqual({ next: 'entered' })
  expect(await one.actor()).toMatchObject({ isRestricted: false })
})

test('ASVS 6.5.1: a code and a backup code are good once, also for two at the same time', async () => {
  const one = await office()
  const { uri, backupCodes } = await withTotp(one)
  const other = testBrowser(db.database, '203.0.113.9')
  const password = { email: one.email, password: one.password }
  await signInByPassword(signIn, one.browser, password)
  await signInByPassword(signIn, other, password)
  const code = totp(uri)
  const both = await Promise.all([
    codeOf(verifyTotp(signIn, one.browser, { code })),
    codeOf(verifyTotp(signIn, other, { code })),
  ])
  expect(both.filter((one) => one === undefined)).toHaveLength(1)
  expect(both).toContain('wrong_code')
  const third = testBrowser(db.database, '203.0.113.10')
  await signInByPassword(signIn, third, password)
  expect(await verifyTotp(signIn, third, { code: backupCodes[0]! })).toEqual({ next: 'entered' })
  const fourth = testBrowser(db.database, '203.0.113.11')
  await signInByPassword(signIn, fourth, password)
  expect(await codeOf(verifyTotp(signIn, fourth, { code: backupCodes[0]! }))).toBe('wrong_code')
  expect(await codeOf(verifyTotp(signIn, testBrowser(db.database), { code }))).toBe('not_signed_in')
})

test('codes cannot be tried out: the door closes, and a session cannot stand in for the first step', async () => {
  const one = await office()
  const { uri } = await withTotp(one)
  expect(await codeOf(verifyTotp(signIn, one.browser, { code: totp(uri) }))).toBe('not_signed_in')
  const browser = testBrowser(db.database, '203.0.113.12')
  await signInByPassword(signIn, browser, { email: one.email, password: one.password })
  const answers: unknown[] = []
  for (let i = 0; i < 7; i++) answers.push(await codeOf(verifyTotp(signIn, browser, { code: String(100_000 + i) })))
  expect(answers.slice(0, 5)).toEqual(Array(5).fill('wrong_code'))
  expect(['too_many_requests', 'not_signed_in']).toContain(answers[5])
  expect(await codeOf(verifyTotp(signIn, browser, { code: totp(uri) }))).toMatch(/not_signed_in|too_many_requests/)
})

test('初回: a generated password must be changed first, and every other session ends', async () => {
  const one = await office({ mustChange: true })
  await one.enter()
  expect(await one.actor()).toMatchObject({ isRestricted: true, firstStep: 'change_password' })
  const other = testBrowser(db.database, '203.0.113.20')
  await signInByPassword(signIn, other, { email: one.email, password: one.password })
  const change = (next: string, current = one.password) =>
    codeOf(changePassword(signIn, one.browser, { current, next }))
  expect(await change('つきよのかめはさんすうがすき', 'wrong')).toBe('sign_in_failed')
  expect(await change('short')).toBe('password_too_short')
  expect(await change('password2026')).toBe('password_common')
  expect(await change('試験株式会社の管理')).toBe('password_names_you')
  expect(await change(one.password), 'the same again').toBe('password_common')
  expect(await change('つきよのかめはさんすうがすき')).toBeUndefined()
  expect(await one.actor()).toMatchObject({ isRestricted: false })
  expect(await actorOfSession(signIn, rights, other.headers)).toBeUndefined()
  expect(await codeOf(one.enter())).toBe('sign_in_failed')
  expect(await one.enter('つきよのかめはさんすうがすき')).toEqual({ next: 'entered' })
})

test('複数の組織: one address, two organisations: the person chooses, and sees each with the rights there', async () => {
  const one = await office()
  const two = await db.newOrganisation('別会社')
  const added = await db.inOrganisation(two, async (tx) => {
    await tx.updateTable('organisation').set({ requires_totp: false }).execute()
    const { id } = await addPerson(tx, { orgId: two, kind: 'system', part: 'test' }, { name: '試験 兼務' })
    const { rows } = await tx.getExecutor().executeQuery<{ id: string }>(
      // The same user, an account of another organisation.
      { sql: 'select "id" as id from sign_in."user" where "email" = $1', parameters: [one.email] } as never,
    )
    await tx
      .insertInto('account')
      .values({ id: crypto.randomUUID(), person_id: id, user_id: rows[0]!.id, status: 'active' })
      .execute()
    return id
  })
  expect(await one.enter()).toEqual({ next: 'choose_organisation' })
  expect(await one.actor()).toBeUndefined()
  expect(await describeSession(signIn, rights, one.browser.headers)).toMatchObject({
    state: 'choose_organisation',
    choices: [{ organisationName: '別会社' }, { organisationName: '試験株式会社' }],
  })
  const stranger = await db.newOrganisation('無関係')
  expect(await codeOf(chooseOrganisation(signIn, one.browser, { orgId: stranger }))).toBe('not_allowed')
  await chooseOrganisation(signIn, one.browser, { orgId: two })
  expect((await one.actor())?.actor).toMatchObject({ orgId: two, personId: added })
  expect([...(await one.actor())!.rights]).toEqual([])
  await chooseOrganisation(signIn, one.browser, { orgId: one.orgId })
  expect((await one.actor())?.actor.personId).toBe(one.personId)
})

test('退職の翌日、セッションは何も開かない', async () => {
  const one = await office()
  await db.setClock(new Date('2027-03-31T14:50:00Z'))
  await one.enter()
  const system = { orgId: one.orgId, kind: 'system', part: 'test' } as const
  await db.inOrganisation(one.orgId, (tx) =>
    endPerson(tx, system, { personId: one.personId, version: 1, lastOn: '2027-03-31' }),
  )
  expect(await one.actor()).toBeDefined()
  await db.setClock(new Date('2027-03-31T15:01:00Z'))
  expect(await one.actor()).toBeUndefined()
  expect(await codeOf(one.enter())).toBe('no_organisation')
})

test('the sign-in schema is closed to the auditor, and a password never lies there in the clear', async () => {
  const one = await office()
  const rows = await db.asOwner<{ all: string }>(
    `select coalesce(jsonb_agg(to_jsonb(a))::text, '') || (select jsonb_agg(to_jsonb(u))::text from sign_in."user" u) as all
     from sign_in."account" a`,
  )
  expect(rows[0]!.all).not.toContain(one.password)
  const [grant] = await db.asOwner<{ may: boolean }>(
    `select has_schema_privilege(rolname, 'sign_in', 'usage') as may from pg_roles where rolname like '%_auditor' limit 1`,
  )
  expect(grant!.may).toBe(false)
})

test('an address that is known elsewhere gets no password from us', async () => {
  const one = await office()
  const again = db.newOrganisation('別会社').then((orgId) =>
    db.inOrganisation(orgId, async (tx: Tx) => {
      const actor = { orgId, kind: 'system', part: 'test' } as const
      const { id } = await addPerson(tx, actor, { name: '別人' })
      await createAccountWithPassword(tx, actor, {
        personId: id,
        email: one.email,
        password: 'つきよのかめはさんすうがすき',
        mustChangePassword: false,
      })
    }),
  )
  expect(await codeOf(again)).toBe('account_exists')
  expect(await one.enter()).toEqual({ next: 'entered' })
})
