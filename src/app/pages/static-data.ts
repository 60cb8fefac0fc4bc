import type { PageDef } from '../../webkit/page-def.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Which page a route shows. */
    readonly page?: PageDef
  }
}
