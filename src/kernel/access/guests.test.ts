import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testBrowser } from '../../../test/harness/test-browser.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { SystemActor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import { addPerson, canonicalPersonId, mergePersons } from '../people/index.ts'
import { describeSession } from './current-session.ts'
import {
  actorOfGuest,
  collectRights,
  identityOf,
  issueGuestLink,
  type NewGuestLink,
  openSignIn,
  requireGuestPass,
  revokeGuestLink,
  type SendGuestCode,
  type SignIn,
} from './index.ts'
import { confirmGuestCode, openGuestLink, type ShutLink } from './operations/open-guest-link.ts'

const db = useTestDatabase()
let signIn: SignIn
let serial = 0
beforeAll(() => {
  signIn = openSignIn({
    database: db.database,
    secret: randomBytes(32).toString('hex'),
    publicUrl: 'https://sekisho.jisha.example',
  })
})
beforeEach(() => db.setClock(undefined))

/** A link for 校了 to somebody at X県, and the mailbox to which the codes go. */
async function guest(more: Partial<NewGuestLink> = {}) {
  const orgId = await db.newOrganisation('自社')
  const actor: SystemActor = { orgId, kind: 'system', part: 'test' }
  const partyId = newId()
  const subjectId = newId()
  const link = await db.inOrganisation(orgId, async (tx) => {
    await tx.insertInto('party').values({ id: partyId, name: 'X県' }).execute()
    return issueGuestLink(tx, actor, {
      partyId,
      purpose: 'print-checks:sign-off',
      subjectId,
      name: 'X県 担当',
      address: 'Tanto@x-ken.example',
      ...more,
    })
  })
  const mailbox: { address: string; code: string }[] = []
  const send: SendGuestCode = async (_, message) => void mailbox.push(message)
  const token = link.path.slice('/guest#'.length)
  const open = (browser = fresh()) => openGuestLink(signIn, send, browser, { token })
  const shut: ShutLink[] = []
  const confirm = (code: string, browser = fresh()) =>
    confirmGuestCode(signIn, browser, { token, code }, async (_, told) => void shut.push(told))
  return { orgId, actor, partyId, subjectId, link, token, mailbox, open, confirm, shut }
}
const fresh = () => testBrowser(db.database, `203.0.113.${serial++ % 250}`)
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? error,
  )

test('ゲスト: a link and a code from the mail make a person of the party, for one purpose', async () => {
  const one = await guest()
  const browser = fresh()
  expect(await one.open(browser)).toEqual({ state: 'code_sent' })
  expect(one.mailbox).toMatchObject([{ address: 'tanto@x-ken.example', code: expect.stringMatching(/^\d{6}$/) }])
  expect(await actorOfGuest(signIn, browser.headers)).toBeUndefined()
  await one.confirm(one.mailbox[0]!.code, browser)
  const found = await actorOfGuest(signIn, browser.headers)
  expect(found).toMatchObject({
    actor: { orgId: one.orgId, personId: one.link.personId, kind: 'guest' },
    pass: { purpose: 'print-checks:sign-off', subjectId: one.subjectId, partyId: one.partyId },
  })
  expect(browser.received.at(-1)).toMatch(/^__Host-sekisho\.guest=.*HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/)
  expect(await one.open(browser), 'the same browser needs no second code').toEqual({ state: 'open' })
  expect(await describeSession(signIn, collectRights([]), browser.headers)).toMatchObject({ state: 'guest' })
  expect(await identityOf({ signIn, rights: collectRights([]) }, browser.headers)).toMatchObject({
    isRestricted: false,
  })
  const asks = (asked: { purpose: string; subjectId?: string }) =>
    codeOf(db.inOrganisation(one.orgId, (tx) => requireGuestPass(tx, found!.actor, asked)))
  expect(await asks({ purpose: 'print-checks:sign-off', subjectId: one.subjectId })).toBeUndefined()
  expect(await asks({ purpose: 'print-checks:sign-off', subjectId: newId() })).toBe('not_allowed')
  expect(await asks({ purpose: 'vendors:answer' })).toBe('not_allowed')
})

test('neither token, code nor device lies in the database', async () => {
  const one = await guest()
  const browser = fresh()
  await one.open(browser)
  await one.confirm(one.mailbox[0]!.code, browser)
  await one.open()
  const rows = JSON.stringify(
    await db.asOwner(
      `select to_jsonb(l) as link, to_jsonb(d) as device from guest_link l
    join guest_device d on d.guest_link_id = l.id where l.id = $1`,
      [one.link.id],
    ),
  )
  for (const kept of [one.token, one.mailbox[1]!.code, [...browser.cookies.values()][0]!])
    expect(rows).not.toContain(`"${kept}"`)
})

test('a code: five attempts, ten minutes, once, and only for its own link', async () => {
  const one = await guest()
  await db.setClock(new Date('2027-06-01T00:00:00Z'))
  await db.asOwner(`update guest_link set expires_at = '2027-06-10T00:00:00Z'`)
  await one.open()
  const wrong = one.mailbox[0]!.code === '000000' ? '000001' : '000000'
  const tries = await Promise.all(Array.from({ length: 5 }, () => codeOf(one.confirm(wrong))))
  expect(tries).toEqual(Array(5).fill('wrong_code'))
  expect(await codeOf(one.confirm(one.mailbox[0]!.code)), 'the sixth, though right').toBe('wrong_code')
  await one.open()
  await db.setClock(new Date('2027-06-01T00:10:01Z'))
  expect(await codeOf(one.confirm(one.mailbox[1]!.code)), 'too late').toBe('wrong_code')
  await one.open()
  const both = await Promise.all([1, 2].map(() => codeOf(one.confirm(one.mailbox[2]!.code))))
  expect(new Set(both)).toEqual(new Set(['wrong_code', undefined]))
})

test('a link that is guessed at from ever new addresses is shut at the twentieth wrong code, and its issuer told once', async () => {
  const one = await guest()
  const inside = fresh()
  await one.open(inside)
  await one.confirm(one.mailbox[0]!.code, inside)
  for (let code = 1; code <= 4; code++) {
    await one.open()
    const wrong = one.mailbox[code]!.code === '000000' ? '000001' : '000000'
    const tries = await Promise.all(Array.from({ length: 5 }, () => codeOf(one.confirm(wrong))))
    expect(tries).toEqual(Array(5).fill('wrong_code'))
    expect(one.shut).toHaveLength(code < 4 ? 0 : 1)
  }
  const { id: linkId } = one.link
  expect(one.shut).toMatchObject([{ linkId, purpose: 'print-checks:sign-off', subjectId: one.subjectId }])
  expect(await codeOf(one.open())).toBe('link_ended')
  expect(await codeOf(one.confirm(one.mailbox[4]!.code)), 'though right').toBe('link_ended')
  expect(await actorOfGuest(signIn, inside.headers), 'also who was in').toBeUndefined()
})

test('a mailbox is not filled: ten codes in a quarter of an hour', async () => {
  const one = await guest()
  for (let i = 0; i < 10; i++) await one.open()
  expect(await codeOf(one.open())).toBe('too_many_requests')
  expect(one.mailbox).toHaveLength(10)
})

test('expiry and revocation end a link on every device', async () => {
  const one = await guest({ expiresAt: undefined })
  const browser = fresh()
  await one.open(browser)
  await one.confirm(one.mailbox[0]!.code, browser)
  await db.setClock(new Date(Date.now() + 14 * 86_400_000 + 60_000))
  expect(await actorOfGuest(signIn, browser.headers)).toBeUndefined()
  expect(await codeOf(one.open())).toBe('link_ended')
  await db.setClock(undefined)
  expect(await actorOfGuest(signIn, browser.headers)).toBeDefined()
  await db.inOrganisation(one.orgId, (tx) => revokeGuestLink(tx, one.actor, { linkId: one.link.id }))
  expect(await actorOfGuest(signIn, browser.headers)).toBeUndefined()
  expect(await codeOf(one.open())).toBe('link_ended')
  expect(await codeOf(openGuestLink(signIn, async () => undefined, fresh(), { token: 'x'.repeat(43) }))).toBe(
    'link_ended',
  )
})

test('a link ends with its person: no code is mailed for it, and what it opened is shut', async () => {
  const one = await guest()
  const browser = fresh()
  await one.open(browser)
  await one.confirm(one.mailbox[0]!.code, browser)
  await one.open()
  await db.asOwner('update person set active_until_on = jst_today() - 1 where id = $1', [one.link.personId])
  expect(await codeOf(one.open())).toBe('link_ended')
  expect(await codeOf(one.confirm(one.mailbox[1]!.code))).toBe('link_ended')
  expect(one.mailbox).toHaveLength(2)
  expect(await identityOf({ signIn, rights: collectRights([]) }, browser.headers)).toBeUndefined()
})

test('職務分離: the same address is the same person, with a link as with an account', async () => {
  const one = await guest()
  await db.inOrganisation(one.orgId, async (tx) => {
    const again = await issueGuestLink(tx, one.actor, {
      partyId: one.partyId,
      purpose: 'vendors:answer',
      name: '別名',
      address: 'TANTO@x-ken.example',
    })
    expect(again.personId).toBe(one.link.personId)
    const other = await addPerson(tx, one.actor, { name: 'X県 担当(台帳)', partyId: one.partyId })
    await mergePersons(tx, one.actor, { personId: one.link.personId, version: 1, intoId: other.id })
    expect(await canonicalPersonId(tx, again.personId)).toBe(other.id)
  })
  expect(
    await codeOf(
      db.inOrganisation(one.orgId, (tx) =>
        issueGuestLink(tx, one.actor, { purpose: 'vendors:answer', name: '自社の人?', address: 'tanto@x-ken.example' }),
      ),
    ),
  ).toBe('other_party')
})
