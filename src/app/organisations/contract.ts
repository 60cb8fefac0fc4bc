import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'

export const showFirstPage = endpoint({
  method: 'GET',
  path: '/api/organisations/first-page',
  right: 'public',
  input: z.object({}),
  output: z.object({
    /** 自社の組織をつくる is offered until the first real organisation exists. */
    mayFound: z.boolean(),
    hasDemo: z.boolean(),
  }),
  refuses: [],
  summary: 'What the first page offers before anybody has signed in.',
})

export const foundOrganisation = endpoint({
  method: 'POST',
  path: '/api/organisations/found',
  right: 'public',
  input: z.object({
    /** The code that the start prints; it shows that this person may sit at the terminal. */
    setupCode: z.string().max(100),
    organisationName: z.string().trim().min(1).max(200),
    administratorName: z.string().trim().min(1).max(200),
    email: z.email().max(254),
  }),
  output: z.object({ email: z.string(), password: z.string() }),
  refuses: ['setup_code_wrong', 'already_founded', 'account_exists', 'address_taken'],
  summary: 'Makes the first real organisation, empty, with its first administrator.',
})
