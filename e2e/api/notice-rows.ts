import type { TemplateSides } from '../../contract/notice-templates.ts'
import { texts } from '../../server/domains/notifications/texts.ts'
import { type Row, roles, signedIn } from './wanted.ts'

const editors = ['supervisor', 'editor', 'admin'] as const
const sides: TemplateSides = { ru: texts.ru.events['request.closed'], en: texts.en.events['request.closed'] }

/** What the agency sends: its texts, whether they arrive, and where employees are written to. */
export const notices: Record<string, Row> = {
  'GET /api/desk/notice-templates': { wanted: roles(200, editors) },
  'GET /api/desk/notice-templates/{event}': { wanted: roles(200, editors) },
  'PUT /api/desk/notice-templates/{event}': { wanted: roles(200, editors), payload: sides },
  'POST /api/desk/notice-templates/{event}/release': { wanted: roles(404, editors), payload: { version: 999 } },
  'GET /api/desk/notice-templates/{event}/versions/{version}/preview': { wanted: roles(200, editors), query: '?lang=ru' },
  'GET /api/desk/notice-templates/{event}/versions/{version}/mail': { wanted: roles(200, editors), query: '?lang=ru' },
  'POST /api/desk/notice-templates/{event}/versions/{version}/test': { wanted: roles(409, editors), payload: { lang: 'ru' } },
  'GET /api/desk/deliveries': { wanted: roles(200, ['supervisor', 'admin']) },
  'GET /api/desk/deliveries/failed': { wanted: roles(200, ['supervisor', 'admin']) },
  'POST /api/desk/deliveries/{id}/address': { wanted: roles(404, ['supervisor']), id: 'nobody' },
  'GET /api/desk/extensions': { wanted: roles(200, ['supervisor', 'admin']), query: '?from=2026-01-01' },
  'GET /api/staff/mail': { wanted: signedIn(200) },
  'PUT /api/staff/mail': { wanted: signedIn(200), payload: { email: null, events: [] } },
}
