import { Refusal } from '../../base/refusal.ts'
import { type AnyRoute, bindPublic } from '../../kernel/db/route.ts'
import { isSameSecret } from '../composition/secrets.ts'
import * as contract from './contract.ts'
import { demoOrganisationId, foundOrganisation, hasRealOrganisation, refuseSecond } from './found-organisation.ts'

export function organisationRoutes(setupCode: string): readonly AnyRoute[] {
  return [
    bindPublic(contract.showFirstPage, async ({ database }) => ({
      mayFound: !(await hasRealOrganisation(database)),
      hasDemo: (await demoOrganisationId(database)) !== undefined,
    })),
    bindPublic(contract.foundOrganisation, async ({ database }, input) => {
      if (!isSameSecret(input.setupCode.trim(), setupCode)) throw new Refusal('setup_code_wrong')
      await refuseSecond(database)
      const { password } = await foundOrganisation(database, input)
      return { email: input.email, password }
    }),
  ]
}
