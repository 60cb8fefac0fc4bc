import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { relayDeliverer } from '../release/relay-deliverer.ts'
import { type NextHop, startNextHop } from '../release/next-hop.fixture.ts'
import { hideOtherEngagements } from '../views/hide-other-engagements.ts'
import { changeMailPolicy } from '../operations/change-mail-policy.ts'
import { mailById, policyOf, recipientsOf } from '../store.ts'
import { endMailList } from './operations/end-mail-list.ts'
import { saveMailList } from './operations/save-mail-list.ts'
import { handsOn } from './rules-house.fixture.ts'
import { ruleVersions, sendingRules } from './read-rules.ts'
import { tryOnPastMail } from './try-on-past-mail.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let hop: NextHop
let port: number
let hands: ReturnType<typeof handsOn>
const busy = new Set<string>()

beforeAll(async () => {
  hop = await startNextHop({ replies: (address) => (busy.has(address) ? 450 : undefined) })
  room = await openMailRoom(db, relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' }))
  port = (await room.front()).port
})
afterAll(async () => {
  await room.close()
  await hop.stop()
})
beforeEach(async () => {
  await db.setClock(undefined)
  busy.clear()
  house = await buildMailHouse(db)
  hands = handsOn(db, { house, room, port })
})

const later = (minutes: number) => db.setClock(new Date(Date.now() + minutes * 60_000))
const deliveries = async (mailId: string) =>
  (await hands.inHouse((tx) => recipientsOf(tx, mailId))).map(({ delivery }) => delivery)
const custody = async (mailId: string) => (await hands.inHouse((tx) => mailById(tx, mailId))).custody

describe('似たドメイン・初めてのドメイン', () => {
  test('a domain that looks like a party’s asks the author why, and is known once a mail has reached it', async () => {
    const mail = { to: ['yamada@perf-x.example'], text: 'お世話になっております。' }
    const mailId = await hands.hold(mail)
    await hands.asGeneralBusiness(mailId)
    expect(await hands.rulesOf(mailId)).toEqual(['domain-looks-like-typing', 'domain-never-mailed'])
    await expect(hands.selfCheck(mailId)).rejects.toMatchObject({ code: 'reason_missing' })
    expect((await hands.view('author', mailId)).askedMore).toEqual([
      { finding: 'lookalike_domain', scope: 'organisation', needsReason: true, supervisors: 0, office: 0 },
    ])
    await hands.selfCheck(mailId, '先方の新しい部署のドメインです。電話で確かめました。')
    await hands.approve(mailId)
    const station = (await hands.view('chief', mailId)).panel!.stations.find(({ check }) => check === 'self-check')
    expect(station?.comment).toMatch(/電話で確かめました/)
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
    await room.work.deliverMail(house.orgId, mailId)
    expect(await deliveries(mailId)).toEqual(['delivered'])
    // Mailed once it is not new any more; that it looks like a party's stays said.
    await later(5)
    const again = await hands.hold({ ...mail, to: ['suzuki@perf-x.example'] })
    expect(await hands.rulesOf(again)).toContain('domain-looks-like-typing')
    expect(await hands.rulesOf(again)).not.toContain('domain-never-mailed')
    // Of a domain that was mailed, what looks like it is told, and what is registered below it is not new.
    const near = await hands.hold({ to: ['a@sub.perf-x.example', 'b@jisha-trial.example'], text: 'x' })
    expect((await hands.rulesOf(near)).filter((rule) => rule === 'domain-never-mailed')).toHaveLength(1)
  })

  test('homographs and mistyped providers, and no word of what is registered or our own', async () => {
    const mailId = await hands.hold({
      to: ['a@xn--pref-x-ofg.example', 'b@gmai.com', 'c@pref-x.example', 'd@mail.pref-x.example'],
      text: 'x',
    })
    const { panel } = await hands.view('author', mailId)
    const told = panel!.stations
      .flatMap(({ findings }) => findings)
      .filter(({ rule }) => rule.startsWith('domain-looks'))
    expect(told.map(({ facts }) => facts['domain'])).toContain('gmai.com')
    expect(told.map(({ facts }) => facts['domain'])).not.toContain('pref-x.example')
    expect(told.map(({ facts }) => facts['domain'])).not.toContain('mail.pref-x.example')
  })
})

describe('宛先・宛名', () => {
  test('many outside recipients of several companies in To and Cc', async () => {
    const to = Array.from({ length: 11 }, (_, at) => `p${at}@${at % 2 ? 'pref-x' : 'city-y'}.example`)
    const mailId = await hands.hold({ to: to.slice(0, 6), cc: to.slice(6), text: 'ご案内です。' })
    expect(await hands.rulesOf(mailId)).toContain('recipients-see-each-other')
    const one = await hands.hold({ to: to.slice(0, 10), text: 'ご案内です。' })
    expect(await hands.rulesOf(one)).not.toContain('recipients-see-each-other')
  })

  test('a text that addresses another party than the recipients’', async () => {
    const mailId = await hands.hold({
      to: ['yamada@pref-x.example'],
      text: 'Y市 情報政策課 御中\n\nいつもお世話になっております。',
    })
    expect(await hands.rulesOf(mailId)).toContain('addressed-other-party')
    const right = await hands.hold({
      to: ['yamada@pref-x.example'],
      text: 'X県 教育委員会 山田様\n\nいつもお世話になっております。Y市の件です。',
    })
    expect(await hands.rulesOf(right)).not.toContain('addressed-other-party')
  })
})

describe('送信ルール', () => {
  const officeForX = { response: 'office' as const, count: 2 }

  test('引き戻し: rules that became stricter pull back whom the mail has not reached, and everybody sees why', async () => {
    busy.add('late@pref-x.example')
    const mailId = await hands.hold({ to: ['first@pref-x.example', 'late@pref-x.example'], text: 'x' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
    await room.work.deliverMail(house.orgId, mailId)
    expect(await deliveries(mailId)).toEqual(['delivered', 'deferred'])
    await hands.save({
      scope: 'domain',
      key: 'pref-x.example',
      rules: { responses: { any_mail: { response: 'supervisors', count: 2 } } },
    })
    busy.clear()
    await later(10)
    expect(await room.work.deliverMail(house.orgId, mailId)).toBe('pulled_back')
    expect(await deliveries(mailId)).toEqual(['delivered', 'held'])
    expect(hop.arrived.flatMap(({ to }) => to)).not.toContain('late@pref-x.example')
    // One of two has approved: the other is asked, and both see because of which rule.
    for (const who of ['author', 'chief'] as const) {
      const view = await hands.view(who, mailId)
      expect(view.askedMore).toEqual([
        {
          finding: 'any_mail',
          scope: 'domain',
          scopeName: 'pref-x.example',
          needsReason: false,
          supervisors: 2,
          office: 0,
        },
      ])
      const approval = view.panel!.stations.find(({ check }) => check === 'approval')!
      expect(approval).toMatchObject({ state: 'waiting', needed: 2 })
      expect(approval.people.filter(({ decidedAt }) => decidedAt)).toHaveLength(1)
    }
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    await hands.approve(mailId, 'deputy')
    await later(20)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
    await room.work.deliverMail(house.orgId, mailId)
    expect(await deliveries(mailId)).toEqual(['delivered', 'delivered'])
    expect(hop.arrived.flatMap(({ to }) => to).filter((one) => one === 'first@pref-x.example')).toHaveLength(1)
  })

  test('forbidden while it waits for its retry: held, stopped, and never sent', async () => {
    busy.add('late2@pref-x.example')
    const mailId = await hands.hold({ to: ['late2@pref-x.example'], text: 'x' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await later(4)
    await room.work.releaseMail(house.orgId, mailId)
    await room.work.deliverMail(house.orgId, mailId)
    const unitId = (await hands.inHouse((tx) => mailById(tx, mailId))).author_unit_id!
    await hands.save({
      scope: 'unit',
      key: unitId,
      rules: { responses: { any_mail: { response: 'forbid', count: 1 } } },
    })
    await later(10)
    expect(await room.work.deliverMail(house.orgId, mailId)).toBe('pulled_back')
    expect(await custody(mailId)).toBe('held')
    expect(await hands.rulesOf(mailId)).toContain('sending-forbidden')
    expect(hop.arrived.flatMap(({ to }) => to)).not.toContain('late2@pref-x.example')
  })

  test('a reason asked for after everybody has decided: the same content is looked at once more', async () => {
    const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await hands.save({
      scope: 'engagement',
      key: house.prefX,
      rules: { responses: { any_mail: { response: 'reason', count: 1 } } },
    })
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    expect((await hands.view('author', mailId)).waitingCheck).toBe('self-check')
    await expect(hands.selfCheck(mailId)).rejects.toMatchObject({ code: 'reason_missing' })
    await hands.selfCheck(mailId, '契約に基づく納品の連絡です。')
    await hands.approve(mailId)
    await later(9)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  })

  test('k of n of the privacy office, and a longer pause', async () => {
    await hands.save({
      scope: 'organisation',
      key: '',
      rules: { responses: { any_mail: officeForX }, coolDownSeconds: 3600 },
    })
    const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    expect((await hands.view('office', mailId)).waitingCheck).toBe('also-privacy-office')
    await hands.approve(mailId, 'office')
    expect((await hands.view('officeTwo', mailId)).panel!.stations.at(-1)).toMatchObject({
      check: 'also-privacy-office',
      state: 'waiting',
      needed: 2,
    })
    await hands.approve(mailId, 'officeTwo')
    await later(30)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    await later(61)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  })

  test('a milder rule later takes nothing away from a mail that stands before its gate', async () => {
    const strict = { responses: { any_mail: { response: 'supervisors' as const, count: 2 } } }
    await hands.save({ scope: 'domain', key: 'pref-x.example', rules: strict })
    const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    await hands.save({ scope: 'domain', key: 'pref-x.example' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
  })

  test('the basic settings are asked again too: one approver more, after one has approved', async () => {
    const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await hands.inHouse(async (tx) =>
      changeMailPolicy(tx, house.actor('office'), { ...(await policyOf(tx)), approvalCount: 2 }),
    )
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    await hands.approve(mailId, 'deputy')
    await later(8)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  })

  test('a vendor’s person is not told to which of our parties a domain is near', async () => {
    const mailId = await hands.hold({ to: ['a@perf-x.example', 'b@gmai.com'], text: 'x' })
    const { panel } = await hands.view('author', mailId)
    const seen = await hands.inHouse((tx) => hideOtherEngagements(tx, house.actor('fWorker'), panel!, null))
    const like = seen.stations.flatMap(({ findings }) => findings.flatMap(({ facts }) => facts['like'] ?? []))
    expect(new Set(like)).toEqual(new Set(['gmail.com', '＊＊＊']))
  })

  test('a version planned earlier does not displace a newer one when its day comes', async () => {
    await db.setClock(undefined)
    const key = 'city-y.example'
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString()
    await hands.save({ scope: 'domain', key, rules: { responses: {} }, effectiveFrom: tomorrow })
    const strict = { responses: { any_mail: { response: 'forbid' as const, count: 1 } } }
    await hands.save({ scope: 'domain', key, rules: strict })
    await db.setClock(new Date(Date.now() + 25 * 60 * 60_000))
    const { inEffect } = await hands.inHouse(sendingRules)
    expect(inEffect.filter((one) => one.key === key)).toMatchObject([{ version: 2, rules: strict }])
    await hands.save({ scope: 'domain', key })
    await db.setClock(undefined)
  })

  test('versions: what is planned counts from its day, and the same version is not saved twice', async () => {
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString()
    const rules = { responses: { any_mail: { response: 'forbid' as const, count: 1 } } }
    await hands.save({ scope: 'domain', key: 'PREF-X.example', rules, effectiveFrom: tomorrow })
    const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    expect(await hands.rulesOf(mailId)).toEqual([])
    const now = await hands.inHouse(sendingRules)
    expect([now.inEffect, now.planned.map(({ key }) => key)]).toEqual([[], ['pref-x.example']])
    await db.setClock(new Date(Date.now() + 25 * 60 * 60_000))
    expect((await hands.inHouse(sendingRules)).inEffect).toHaveLength(1)
    const twice = { scope: 'domain' as const, key: 'pref-x.example', rules, version: 0 }
    const { saveSendingRules } = await import('./operations/save-sending-rules.ts')
    await expect(hands.inHouse((tx) => saveSendingRules(tx, house.actor('office'), twice))).rejects.toMatchObject({
      code: 'stale_version',
    })
    for (const [scope, key, code] of [
      ['domain', 'co.jp', 'domain_not_registrable'],
      ['domain', 'nowhere', 'domain_unreadable'],
      ['unit', house.prefX, 'not_found'],
    ] as const)
      await expect(hands.save({ scope, key, rules })).rejects.toMatchObject({ code })
    await expect(
      hands.save({ scope: 'organisation', key: '', rules, effectiveFrom: '2020-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({ code: 'bad_input' })
    const first = await hands.inHouse((tx) => ruleVersions(tx, { size: 50 }))
    expect(first.items.map(({ version, savedByName }) => [version, savedByName])).toEqual([[1, '試験 office']])
  })

  test('a dry run says which past mail would have been treated differently, and saves nothing', async () => {
    const x = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
    await hands.hold({ to: ['tanaka@city-y.example'], text: 'x' })
    const draft = { scope: 'domain' as const, key: 'pref-x.example', rules: { responses: { any_mail: officeForX } } }
    const tried = await hands.inHouse((tx) => tryOnPastMail(tx, { ...draft, days: 30 }))
    expect(tried).toMatchObject({ mailCount: 2, changedCount: 1, stricterCount: 1, isCut: false, unreadableCount: 0 })
    expect(tried.changed).toMatchObject([
      { mailId: x, authorName: '試験 author', before: { office: 0 }, after: { office: 2 } },
    ])
    expect((await hands.inHouse(sendingRules)).inEffect).toEqual([])
    // Milder than what is built in: nothing is told of new domains any more.
    const fresh = await hands.hold({ to: ['a@entirely-new.example'], text: 'x' })
    const milder = { scope: 'organisation' as const, key: '', rules: { responses: {} }, days: 30 }
    const tamed = await hands.inHouse((tx) => tryOnPastMail(tx, milder))
    expect(tamed).toMatchObject({ changedCount: 1, stricterCount: 0 })
    expect(tamed.changed[0]).toMatchObject({ mailId: fresh, before: { told: ['new_domain'] }, after: { told: [] } })
  })
})

describe('メーリングリスト', () => {
  test('members are seen at the self-check, and changed members are looked at again before the release', async () => {
    const listId = await hands.inHouse((tx) =>
      saveMailList(tx, house.actor('office'), {
        address: 'Project@pref-x.example',
        name: 'X県 連絡網',
        members: ['b@pref-x.example', 'a@pref-x.example'],
        version: 0,
      }),
    )
    const mailId = await hands.hold({ to: ['project@pref-x.example'], text: 'x' })
    expect(await hands.rulesOf(mailId)).toEqual(['mailing-list-members'])
    expect((await hands.view('author', mailId)).lists).toEqual([
      {
        address: 'project@pref-x.example',
        name: 'X県 連絡網',
        memberCount: 2,
        members: [
          { address: 'a@pref-x.example', isOutside: true },
          { address: 'b@pref-x.example', isOutside: true },
        ],
      },
    ])
    await hands.selfCheck(mailId)
    await hands.approve(mailId)
    await hands.inHouse((tx) =>
      saveMailList(tx, house.actor('office'), {
        id: listId,
        address: 'project@pref-x.example',
        name: 'X県 連絡網',
        members: ['a@pref-x.example', 'b@pref-x.example', 'c@perf-x.example'],
        version: 1,
      }),
    )
    await later(4)
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    expect((await hands.view('author', mailId)).waitingCheck).toBe('self-check')
    expect(await hands.rulesOf(mailId)).toEqual(
      expect.arrayContaining(['mailing-list-members', 'domain-looks-like-typing']),
    )
    await hands.inHouse((tx) => endMailList(tx, house.actor('office'), { id: listId, version: 2 }))
    await expect(
      hands.inHouse((tx) => endMailList(tx, house.actor('office'), { id: listId, version: 3 })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a list of our own with somebody outside on it is outside mail; a list within a list is opened too', async () => {
    const save = (address: string, members: readonly string[]) =>
      hands.inHouse((tx) => saveMailList(tx, house.actor('office'), { address, name: address, members, version: 0 }))
    await save(`inner@${house.domain}`, ['guest@pref-x.example'])
    await save(`all@${house.domain}`, [house.addresses.chief, `inner@${house.domain}`])
    await save(`own@${house.domain}`, [house.addresses.chief])
    const out = await hands.hold({ to: [`all@${house.domain}`], text: 'x' })
    expect(await deliveries(out)).toEqual(['held'])
    expect(await hands.rulesOf(out)).toContain('mailing-list-members')
    const own = await hands.handOver({ to: [`own@${house.domain}`], text: 'x' })
    expect(await deliveries(own)).toEqual(['queued'])
  })
})
