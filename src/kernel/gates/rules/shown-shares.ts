/** A decision that took no longer was hardly more than a glance. */
export const QUICK_SECONDS = 5
/** Below so many decisions a share says more about chance than about anybody. */
export const FEWEST_FOR_SHARE = 5

/** A share from 0 to 1, or nothing where there is too little to tell. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole < FEWEST_FOR_SHARE ? undefined : part / whole
}
