import { samplesOf } from '../sample-of.ts'

export const frame = {
  agencyName: { ru: 'Ведомство «Образец»', en: 'Sample Agency' },
  address: { ru: 'город Примерный', en: 'Primerny' },
  hotline: '8 800 000-00-01',
  domain: 'agency.example',
  from: 'help@agency.example',
  publicUrl: 'https://help.agency.example',
  agencyZone: 'Europe/Moscow',
  notice: null,
  texts: new Map(),
} as const

/** Values for the placeholders of a text, in Russian. */
export const sampleFacts = (names: readonly string[]): Record<string, unknown> => samplesOf(names, 'ru', frame.publicUrl)
