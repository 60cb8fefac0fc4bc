/** One figure of the metrics: a name, what it means, and its value for each set of labels. */
export interface MetricFamily {
  /** `sekisho_…`, with its unit at the end. */
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'histogram'
  readonly samples: readonly MetricSample[]
}

export interface MetricSample {
  /** `_bucket`, `_sum`, `_count` of a histogram; empty for a gauge. */
  readonly suffix?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** The text form that Prometheus and its likes read (OpenMetrics 1.0.0). */
export function openMetricsText(families: readonly MetricFamily[]): string {
  const lines = families.flatMap(({ name, help, type, samples }) => [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ suffix = '', labels = {}, value }) => {
      const list = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
      return `${name}${suffix}${list.length > 0 ? `{${list.join(',')}}` : ''} ${numberText(value)}`
    }),
  ])
  return [...lines, '# EOF', ''].join('\n')
}

const numberText = (value: number) =>
  value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : Number.isNaN(value) ? 'NaN' : String(value)
