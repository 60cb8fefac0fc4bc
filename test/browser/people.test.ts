import { expect, test } from 'vitest'
import {
  addPersonEndpoint,
  addUnitEndpoint,
  changeUnitEndpoint,
  declareMyAbsence,
  delegateFor,
  delegateMine,
  endMyDelegation,
  listColleagues,
  listMyStandIns,
  mergePersonsEndpoint,
  moveUnitEndpoint,
  previewMerge,
  showUnits,
} from '../../src/kernel/people/contract.ts'
import { readParty } from '../../src/planning/vendors/contract.ts'
import { type Answer, answers, refuses } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()

const open = (path: string, width: number, more: readonly Answer[]) =>
  product.open(path, [...office, ...more], { width })

const supervisor = {
  id: id(301),
  unitId: id(203),
  unitName: '第一グループ',
  role: 'supervisor',
  fromOn: '2024-04-01',
  untilOn: null,
  version: 1,
}
const standIn = {
  id: id(700),
  kind: 'delegation',
  fromPersonId: id(1),
  fromName: '見本 太郎',
  toPersonId: id(2),
  toName: '例示 花子',
  role: 'supervisor',
  unitId: id(203),
  fromAt: '2026-11-24T15:00:00Z',
  untilAt: '2026-11-27T15:00:00Z',
  endedAt: null,
  reason: '出張のため',
  version: 1,
}
const mine = {
  standIns: [standIn],
  absences: [{ id: id(750), fromAt: '2026-12-27T15:00:00Z', untilAt: '2026-12-29T15:00:00Z', version: 1 }],
  memberships: [{ ...supervisor, role: 'employee', id: id(302) }, supervisor],
}

test.each([1280, 360])('代理・不在を自分で決めて、終える(幅 %i)', async (width) => {
  const { page, context, faults, sent, look } = await open('/stand-ins', width, [
    signedIn({ rights: ['people:delegate'] }),
    answers(listMyStandIns, mine),
    answers(listColleagues, { people: [{ id: id(2), name: '例示 花子' }] }),
    answers(delegateMine, { id: id(701) }),
    answers(endMyDelegation, {}),
    answers(declareMyAbsence, { id: id(751) }),
  ])
  const list = page.getByRole('table', { name: '代理・代行' })
  // The end is the instant after the last day; what is shown is the day.
  await list.getByText('2026年11月27日(金)まで').waitFor()
  await look('stand-ins')
  const form = page.getByRole('form', { name: '代理・代行を登録する' })
  await form.getByRole('button', { name: '登録する' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel(/^任される人を探す/).fill('例示')
  await form.getByLabel('任される人', { exact: true }).selectOption(id(2))
  await form.getByLabel(/^開始日/).fill('2026/12/28')
  await form.getByLabel(/^最終日/).fill('2026/12/27')
  await form.getByLabel('理由').fill('休暇のため')
  await form.getByRole('button', { name: '登録する' }).click()
  await form.getByText('最終日は、開始日より前にできません。').first().waitFor()
  await form.getByLabel(/^最終日/).fill('2026/12/28')
  await form.getByRole('button', { name: '登録する' }).click()
  await expect
    .poll(() => sent(delegateMine))
    .toEqual({
      kind: 'delegation',
      toPersonId: id(2),
      role: 'supervisor',
      unitId: id(203),
      fromAt: '2026-12-27T15:00:00.000Z',
      untilAt: '2026-12-28T15:00:00.000Z',
      reason: '休暇のため',
    })
  const absence = page.getByRole('form', { name: '不在を登録する' })
  await absence.getByLabel('不在の初日').fill('R8.12.30')
  await absence.getByLabel('不在の最終日').fill('R8.12.30')
  await absence.getByRole('button', { name: '登録する' }).click()
  await expect
    .poll(() => sent(declareMyAbsence))
    .toEqual({ fromAt: '2026-12-29T15:00:00.000Z', untilAt: '2026-12-30T15:00:00.000Z' })
  await page.getByRole('button', { name: '見本 太郎 さんから 例示 花子 さんへの委任を終了する' }).click()
  await expect.poll(() => sent(endMyDelegation)).toEqual({ delegationId: id(700), version: 1 })
  expect(faults).toEqual([])
  await context.close()
})

test('人の記録から、管理者がほかの人の代理を決める', async () => {
  const { page, context, sent, look } = await open(`/people/${id(2)}`, 360, [answers(delegateFor, { id: id(702) })])
  const form = page.getByRole('form', { name: '代理・代行を登録する' })
  await form.getByLabel('代行: 不在を登録している間だけ任せる').check()
  await form.getByLabel(/^任される人を探す/).fill('試験')
  await form.getByLabel('任される人', { exact: true }).selectOption(id(3))
  await form.getByLabel('理由').fill('長期休暇のため')
  await look('person-stand-ins')
  await form.getByRole('button', { name: '登録する' }).click()
  await expect
    .poll(() => sent(delegateFor))
    .toMatchObject({
      kind: 'substitute',
      fromPersonId: id(2),
      toPersonId: id(3),
      role: 'supervisor',
      reason: '長期休暇のため',
    })
  expect(sent(delegateFor)).not.toHaveProperty('untilAt')
  await context.close()
})

const side = (count: number, name: string) => ({
  id: id(count),
  name,
  nameKana: null,
  staffNumber: null,
  partyId: null,
  address: `sample${count}@mihon.example`,
  memberships: [],
  activeFromOn: null,
  activeUntilOn: null,
  isActive: true,
  version: 4,
  addresses: [`sample${count}@mihon.example`],
  history: [{ ...supervisor, id: id(310 + count) }],
  standIns: [],
  absences: [],
  mergedRecordIds: [],
  retentionEndsOn: null,
})

test.each([360])('統合の前に、まとめるものと結果を見る(幅 %i)', async (width) => {
  const both = { from: side(2, '例示 花子'), into: side(3, '例示 花子(旧姓)') }
  const { context, go, now, sent, look, page } = await open(`/people/${id(2)}/merge`, width, [
    answers(previewMerge, { ...both, gateCount: 2 }),
    answers(mergePersonsEndpoint, {}),
  ])
  await page.getByLabel(/^残す記録を探す/).fill('例示')
  await page.getByLabel('残す記録', { exact: true }).selectOption(id(3))
  await page.getByText('確認中の2件は、二つの記録が別々に関わっています。', { exact: false }).waitFor()
  const join = page.getByRole('button', { name: '統合する' })
  expect(await join.getAttribute('aria-disabled')).toBe('true')
  await look('merge')
  await page.getByLabel('上の内容を確かめました。', { exact: false }).check()
  await join.click()
  await expect.poll(() => sent(mergePersonsEndpoint)).toEqual({ personId: id(2), version: 4, intoId: id(3) })
  // What stands in the way is said before anybody tries.
  now(answers(previewMerge, { ...both, gateCount: 0, obstacle: 'other_party' }))
  await go(`/people/${id(2)}/merge`)
  await page.getByLabel(/^残す記録を探す/).fill('例示')
  await page.getByLabel('残す記録', { exact: true }).selectOption(id(3))
  await page.getByText('別の会社の人の記録です。', { exact: false }).first().waitFor()
  expect(await join.getAttribute('aria-disabled')).toBe('true')
  await context.close()
})

test.each([360])('組織の名称を変え、移し、廃止する(幅 %i)', async (width) => {
  const { page, context, sent, look } = await open('/units', width, [
    answers(changeUnitEndpoint, {}),
    refuses(moveUnitEndpoint, 409, 'unit_circle'),
  ])
  await page.getByRole('button', { name: '公共システム部を変更する' }).click()
  const rename = page.getByRole('form', { name: '名称を変える' })
  await rename.getByLabel('名称', { exact: true }).fill('公共事業部')
  await rename.getByRole('button', { name: '名称を変える' }).click()
  await expect.poll(() => sent(changeUnitEndpoint)).toEqual({ unitId: id(202), version: 1, name: '公共事業部' })
  const move = page.getByRole('form', { name: '移動する' })
  // Neither the unit itself nor what is below it is offered.
  expect(await move.getByLabel('上の組織').locator('option').allTextContents()).toEqual([
    '(いちばん上)',
    '見本システム株式会社',
  ])
  await look('units-change')
  await move.getByLabel('上の組織').selectOption('')
  await move.getByRole('button', { name: '移動する' }).click()
  await move.getByRole('alert').waitFor()
  expect(sent(moveUnitEndpoint)).toEqual({ unitId: id(202), version: 1, parentId: null })
  const close = page.getByRole('form', { name: '組織を廃止する' })
  await close.getByLabel('最終日').fill('2027/3/31')
  await close.getByRole('button', { name: '組織を廃止する' }).click()
  await expect.poll(() => sent(changeUnitEndpoint)).toEqual({ unitId: id(202), version: 1, closedOn: '2027-03-31' })
  await context.close()
})

test.each([360])('お客様がサインインできるように、関係先の画面で所属と人を登録する(幅 %i)', async (width) => {
  const ours = { id: id(201), parentId: null, name: '公共第一部', kind: 'department', memberCount: 3, version: 1 }
  const units: Record<string, unknown>[] = [{ ...ours, partyId: null }]
  const client = { id: id(600), version: 1, name: 'X県', corporateNumber: null, status: 'open' }
  const { page, context, sent, look } = await open(`/vendors/parties/${id(600)}`, width, [
    signedIn({ rights: ['people:read', 'people:administer', 'vendors:read'] }),
    answers(readParty, { ...client, domains: [], engagements: [] }),
    answers(showUnits, { units }),
    answers(addUnitEndpoint, { id: id(210) }),
    answers(addPersonEndpoint, { id: id(2) }),
  ])
  // A person without a unit can hold no role: the unit comes first.
  await page.getByText('先に所属を登録してください。').waitFor()
  await page.getByRole('button', { name: '所属を登録する' }).click()
  const unit = page.getByRole('form', { name: '所属を登録する' })
  await unit.getByRole('button', { name: '登録する' }).click()
  await unit.getByRole('alert').waitFor()
  expect(sent(addUnitEndpoint)).toBeUndefined()
  await unit.getByLabel('担当する自社の組織', { exact: true }).selectOption('公共第一部')
  await look('party-unit')
  units.push({ ...ours, id: id(210), parentId: id(201), name: 'X県', kind: 'party', partyId: id(600), memberCount: 0 })
  await unit.getByRole('button', { name: '登録する' }).click()
  await page.getByText('X県 (0人)').waitFor()
  expect(sent(addUnitEndpoint)).toEqual({ name: 'X県', kind: 'party', partyId: id(600), parentId: id(201) })
  await page.getByRole('button', { name: '人を登録する' }).click()
  const person = page.getByRole('form', { name: '人を登録する' })
  await person.getByLabel('氏名').fill('例示 三郎')
  await person.getByLabel('メールアドレス').fill('saburo@x-pref.example')
  await look('party-person')
  await person.getByRole('button', { name: '登録する' }).click()
  await page.waitForURL(`**/people/${id(2)}`)
  expect(sent(addPersonEndpoint)).toEqual({ name: '例示 三郎', partyId: id(600), addresses: ['saburo@x-pref.example'] })
  await context.close()
})
