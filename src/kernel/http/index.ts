/** Web server: contract adapter, live events, OpenAPI, security headers, health. Stands on: db. Used by: app. */
export { startHttp, type HttpOptions, type HttpServer } from './start-http.ts'
export { askHealth, type Health, type PartHealth } from './health.ts'
export type { Metrics } from './serve-metrics.ts'
export { type MetricFamily, type MetricSample, OPEN_METRICS_TYPE } from './open-metrics.ts'
export { describeFault } from './answer-fault.ts'
export { openApiDocument } from './openapi.ts'
export { mayCall, type Identify, type Identity } from './identity.ts'
