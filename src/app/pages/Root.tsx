import { Outlet } from '@tanstack/react-router'

/** Nothing stands around the pages outside; those inside are framed by `SignedIn`. */
export function Root() {
  return <Outlet />
}
