import { z } from 'zod'
import { HTTP_STATUS } from '../../base/refusal.ts'
import type { AnyRoute } from '../db/route.ts'
import { Problem } from './answer-fault.ts'

/** The OpenAPI 3.1 document, from the same objects that the routes and the screens use. */
export function openApiDocument(routes: readonly AnyRoute[], info: { title: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const { endpoint } = route
    const input = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' })
    const statuses = new Set<number>([...endpoint.refuses.map((code) => HTTP_STATUS[code]), 400, 401, 403, 500])
    const operation = {
      operationId: endpoint.path.slice('/api/'.length).replaceAll(/[/-](\w)/g, (_, c: string) => c.toUpperCase()),
      summary: endpoint.summary,
      tags: [endpoint.path.split('/')[2]],
      'x-right': endpoint.right,
      'x-refuses': endpoint.refuses,
      ...(endpoint.method === 'GET'
        ? { parameters: queryParameters(input) }
        : { requestBody: requestBody(route, input) }),
      responses: {
        200:
          route.kind === 'download'
            ? { description: 'The file' }
            : jsonAnswer('Done', z.toJSONSchema(endpoint.output, { io: 'output', unrepresentable: 'any' })),
        ...Object.fromEntries([...statuses].map((status) => [status, { $ref: '#/components/responses/Problem' }])),
      },
    }
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation }
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      responses: {
        Problem: jsonAnswer(
          'A refusal that the user is meant to read, or a fault with its id',
          z.toJSONSchema(Problem),
        ),
      },
    },
  }
}

const jsonAnswer = (description: string, schema: unknown) => ({
  description,
  content: { 'application/json': { schema } },
})

function queryParameters(input: Record<string, unknown>): unknown[] {
  const { properties = {}, required = [] } = input as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function requestBody(route: AnyRoute, input: unknown): unknown {
  if (route.kind !== 'upload' && route.kind !== 'stream')
    return { required: true, content: { 'application/json': { schema: input } } }
  const properties = {
    input: { type: 'string', contentMediaType: 'application/json', contentSchema: input },
    file: { type: 'string', format: 'binary' },
  }
  return {
    required: true,
    content: { 'multipart/form-data': { schema: { type: 'object', properties, required: ['file'] } } },
  }
}
