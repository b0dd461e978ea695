import { kindOf } from '../placeholders.ts'

const terms: Record<string, unknown> = {
  reason: 'missing_information',
  category: 'technical',
  priority: 'urgent',
  purpose: 'guest',
  contactType: 'phone',
  change: 'recovery-code-used',
  method: 'code',
  region: 'unknown',
  limitedActions: ['contact.change', 'document.download'],
}

/** A believable value for any placeholder, as facts or words would give it. */
export function sampleValue(name: string): unknown {
  switch (kindOf(name)) {
    case 'number':
      return '26123456781'
    case 'when':
      return '2026-11-27T15:00:00.000Z'
    case 'count':
      return 3
    case 'workingDays':
      return 1
    case 'minutes':
      return 200
    case 'term':
      return terms[name]
    case 'link':
      return 'https://help.agency.example/cancel/1'
    default:
      return `Значение ${name}`
  }
}
export const sampleFacts = (names: readonly string[]): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, sampleValue(name)]))

export const frame = {
  agencyName: { ru: 'Ведомство «Образец»', en: 'Sample Agency' },
  address: { ru: 'город Примерный', en: 'Primerny' },
  hotline: '8 800 000-00-01',
  domain: 'agency.example',
  from: 'help@agency.example',
  publicUrl: 'https://help.agency.example',
  agencyZone: 'Europe/Moscow',
  demo: false,
}
