import { z } from 'zod'
import type { Endpoint } from '../../src/base/endpoint.ts'

interface JsonSchema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minimum?: number
  readonly minLength?: number
}

const schemaOf = (endpoint: Endpoint): JsonSchema =>
  z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as JsonSchema

/** The fields of an endpoint's input that hold the id of a row, whether they must be given or may. */
export function idFieldsOf(endpoint: Endpoint): string[] {
  const { properties = {} } = schemaOf(endpoint)
  return Object.entries(properties).flatMap(([name, schema]) => (isId(schema) ? [name] : []))
}

function isId(schema: JsonSchema): boolean {
  if (schema.format === 'uuid') return true
  return schema.anyOf?.some(isId) ?? (schema.items !== undefined && isId(schema.items))
}

/**
 * An input that the endpoint's schema takes, made from the schema alone: the required fields, and the ids that are given.
 * @param ids a value for each field that holds an id; one that is left out is left out
 */
export function sampleInput(endpoint: Endpoint, ids: Readonly<Record<string, string>>): Record<string, unknown> {
  const { properties = {}, required = [] } = schemaOf(endpoint)
  const fields = Object.entries(properties).flatMap(([name, schema]): [string, unknown][] => {
    if (isId(schema)) return name in ids ? [[name, schema.type === 'array' ? [ids[name]] : ids[name]]] : []
    return required.includes(name) ? [[name, sampleOf(schema)]] : []
  })
  return Object.fromEntries(fields)
}

function sampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf.find((one) => one.type !== 'null') ?? schema.anyOf[0]!)
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema
    return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name]!)]))
  }
  if (schema.type === 'array') return []
  if (schema.type === 'boolean') return false
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return sampleText(schema)
}

function sampleText({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'date') return '2026-11-23'
  if (format === 'date-time') return '2026-11-23T01:00:00.000Z'
  if (format === 'email' || pattern?.includes('@')) return 'mihon@sample.example'
  if (pattern?.includes('{64}')) return 'a'.repeat(64)
  if (pattern?.includes('\\d{4}')) return '2026-11-23'
  return '見本'.padEnd(minLength, 'ほ')
}
