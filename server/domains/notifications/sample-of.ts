import type { Lang } from '#contract/common'
import { kindOf } from './placeholders.ts'
import { texts } from './texts.ts'

const codes: Record<string, unknown> = {
  reason: 'missing_information',
  alarm: 'mail.trouble',
  category: 'technical',
  priority: 'urgent',
  purpose: 'guest',
  contactType: 'phone',
  change: 'recovery-code-used',
  method: 'code',
  region: 'unknown',
  keptWhere: 'account',
  limitedActions: ['contact.change', 'document.download'],
}

/** As long as a real one, so that a letter breaks its lines where it will. */
const token = 'Zk3vQ9tYw1Lr7Xc5Nf2Hb8Jm4Gs6Dp0Aa-Te_uRiOo1'
/** A believable value for any placeholder, as facts or words would give it: for previews, test mails and pictures. */
export function sampleOf(name: string, lang: Lang, publicUrl: string): unknown {
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
      return codes[name]
    case 'notices':
      return [
        { event: 'sla.breached', number: '26123456781' },
        { event: 'sla.warning', number: '26123456781' },
        { event: 'assignment.new', number: '26123456781' },
      ]
    case 'link':
      return `${publicUrl}${lang === 'en' ? '/en' : ''}/${name === 'recoveryLink' ? 'recovery/link' : 'cancel'}/${token}`
    default:
      return texts[lang].samples[name]
  }
}
export const samplesOf = (names: readonly string[], lang: Lang, publicUrl: string): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, sampleOf(name, lang, publicUrl)]))
