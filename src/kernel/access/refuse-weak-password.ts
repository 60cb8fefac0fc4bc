import { Refusal } from '../../base/refusal.ts'
import { passwordFault } from './rules/password-rules.ts'

/** @throws Refusal `password_too_short`, `password_too_long`, `password_common`, `password_names_you` */
export function refuseWeakPassword(password: string, context: readonly string[]): void {
  const fault = passwordFault(password, context)
  if (fault) throw new Refusal(`password_${fault}`)
}
