import { foundOrganisation } from '../../src/app/organisations/contract.ts'
import { activateAccountEndpoint, inviteAccountEndpoint, issueCredential } from '../../src/kernel/access/contract.ts'
import {
  addPersonEndpoint,
  addUnitEndpoint,
  type Role,
  setMembershipEndpoint,
  showUnits,
} from '../../src/kernel/people/contract.ts'
import { addInternalDomain, changeMailPolicy, readMailSettings } from '../../src/operation/outbound-mail/contract.ts'
import {
  addEngagement,
  addParty,
  addPartyDomain,
  addWorker,
  startEngagement,
} from '../../src/planning/vendors/contract.ts'
import { type ApiClient, openClient, signInFully } from './api-client.ts'

/** The day of now in Japan. */
export const today = (): string => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

export interface Colleague {
  readonly client: ApiClient
  readonly personId: string
  readonly address: string
}

export interface RealOrganisation {
  readonly administrator: Colleague
  readonly officer: Colleague
  readonly author: Colleague
  readonly supervisor: Colleague
  readonly engagementId: string
  /** The author's mail client. */
  readonly submission: { readonly user: string; readonly pass: string }
}

export const OWN_DOMAIN = 'honmono.example'
export const CLIENT_DOMAIN = 'okyaku.example'

/**
 * Founds a real organisation as a person would: by the setup code, then only through the API. Everybody sets up an
 * authenticator; the cool-down is 0, so that a test need not wait for it.
 */
export async function foundRealOrganisation(url: string, setupCode: string): Promise<RealOrganisation> {
  const administrator = openClient(url)
  const email = `kanri@${OWN_DOMAIN}`
  const { password } = await administrator.call(foundOrganisation, {
    setupCode,
    organisationName: '見本本番株式会社',
    administratorName: '見本 管理',
    email,
  })
  const { personId } = await signInFully(administrator, { email, password })
  const { units } = await administrator.call(showUnits, {})
  const { id: unitId } = await administrator.call(addUnitEndpoint, {
    name: '第一職場',
    kind: 'workplace',
    parentId: units[0]!.id,
  })
  const colleague = (local: string, name: string, roles: readonly Role[]) =>
    addColleague(url, administrator, { unitId, address: `${local}@${OWN_DOMAIN}`, name, roles })
  const officer = await colleague('hogo', '見本 保護', ['privacy_officer', 'privacy_office'])
  const supervisor = await colleague('jocho', '見本 上長', ['supervisor'])
  const author = await colleague('tanto', '見本 担当', ['employee'])

  await officer.client.call(addInternalDomain, { domain: OWN_DOMAIN })
  const { policy } = await officer.client.call(readMailSettings, {})
  await officer.client.call(changeMailPolicy, { ...policy, coolDownSeconds: 0 })
  const engagementId = await addRunningEngagement(officer.client, unitId, officer.personId, author.personId)
  const credential = await author.client.call(issueCredential, { label: '試験' })
  return {
    administrator: { client: administrator, personId, address: email },
    officer,
    author,
    supervisor,
    engagementId,
    submission: { user: credential.login, pass: credential.secret },
  }
}

async function addColleague(
  url: string,
  administrator: ApiClient,
  given: { unitId: string; address: string; name: string; roles: readonly Role[] },
): Promise<Colleague> {
  const { id: personId } = await administrator.call(addPersonEndpoint, {
    name: given.name,
    addresses: [given.address],
    activeFromOn: today(),
  })
  for (const role of given.roles)
    await administrator.call(setMembershipEndpoint, { personId, unitId: given.unitId, role, fromOn: today() })
  const { link } = await administrator.call(inviteAccountEndpoint, { personId, email: given.address })
  const client = openClient(url)
  const password = `${given.address} の 長い合い言葉 ${personId.slice(-6)}`
  await client.call(activateAccountEndpoint, { token: link.slice(link.indexOf('#') + 1), password })
  await signInFully(client, { email: given.address, password })
  return { client, personId, address: given.address }
}

async function addRunningEngagement(
  officer: ApiClient,
  ownerUnitId: string,
  responsiblePersonId: string,
  workerId: string,
): Promise<string> {
  const { id: clientPartyId } = await officer.call(addParty, { name: '見本のお客様' })
  await officer.call(addPartyDomain, { partyId: clientPartyId, covers: 'subdomains', name: CLIENT_DOMAIN })
  const { id: engagementId } = await officer.call(addEngagement, {
    name: '見本の案件',
    purpose: '見本の案件の連絡',
    dataClasses: ['personal_information'],
    fromOn: today(),
    untilOn: null,
    ownerUnitId,
    responsiblePersonId,
    clientPartyId,
  })
  await officer.call(startEngagement, { engagementId, version: 1 })
  await officer.call(addWorker, { engagementId, personId: workerId, fromOn: today() })
  return engagementId
}
