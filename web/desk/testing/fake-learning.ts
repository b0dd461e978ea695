import type { FastifyInstance } from 'fastify'
import type { Cluster, Measures, ModelLine, Wording } from '#contract/learning'

const id = (n: number) => `00000000-0000-7000-8000-0000000d00${n}`
const at = '2026-11-24T09:31:00.000Z'
const wording = (n: number, text: string, topic: string, more: Partial<Wording> = {}): Wording => ({
  id: id(n),
  text,
  topic,
  article: null,
  guess: { topic: 'out_of_scope', p: 0.41, does: 'miss' },
  proposedAt: at,
  by: 'Анна Кузнецова',
  ...more,
})
const items = [
  wording(1, 'код подтверждения гуляет где-то, второй час жду <n> сообщение', 'two_factor', { article: 'code-missing' }),
  wording(2, 'меня зовут <name>, шифр не долетел', 'two_factor', { guess: null }),
  wording(3, 'the clerk sent me away, which papers do I bring next time', 'mfc_visit', { guess: { topic: 'documents_upload', p: 0.55, does: 'answer' } }),
]
const judged = (right: number) => ({ texts: 291, right, amongThree: 291 })
const model = (n: number, state: ModelLine['state'], after: number, reasons: string[] = []): ModelLine => ({
  version: `${n}`.repeat(16),
  at,
  by: n === 2 ? null : 'Ольга Редактор',
  wordings: 12 * n,
  state,
  verdict: { before: judged(276), after: judged(after), reasons },
  tookMs: 2140,
})
const cluster = (size: number, lang: Cluster['lang'], ...examples: string[]): Cluster => ({ size, examples, lang, topic: 'out_of_scope' })
const weeks: Measures['weeks'] = [
  { week: '2026-11-16', heard: 412, answered: 201, suggested: 80, asked: 71, handedOver: 60, unseen: 0.18 },
  { week: '2026-11-23', heard: 17, answered: 8, suggested: 4, asked: 3, handedOver: 2, unseen: 0.22 },
]

/** The part of the made-up service that learns. */
export function learningRoutes(app: FastifyInstance) {
  app.get('/api/desk/learning/wordings', () => ({
    items,
    all: 3,
    topics: ['two_factor', 'mfc_visit', 'out_of_scope'],
    articles: [{ id: 'code-missing', title: 'Код не приходит' }],
  }))
  app.post('/api/desk/learning/decisions', () => ({ decided: 1 }))
  app.get('/api/desk/learning/models', () => ({
    items: [model(3, 'refused', 270, ['fewer-right', 'worse:appointment', 'misses-person']), model(2, 'live', 277), model(1, 'kept', 276)],
    live: '2'.repeat(16),
    shipped: '0'.repeat(16),
    fresh: 2,
  }))
  app.post('/api/desk/learning/models', () => ({ version: '4'.repeat(16), state: 'refused', reasons: ['worse:two_factor'] }))
  app.get('/api/desk/learning/measures', () => ({
    weeks,
    topics: [
      { week: '2026-11-16', topic: 'two_factor', helped: 90, notHelped: 11, confirmed: 3, corrected: 6 },
      { week: '2026-11-23', topic: 'appointment', helped: 4, notHelped: 1, confirmed: 0, corrected: 0 },
    ],
  }))
  app.get('/api/desk/learning/unknown', () => ({
    messages: 9,
    clusters: [
      cluster(6, 'ru', 'когда вернут деньги за госпошлину', 'где возврат пошлины <n>', 'пошлину обещали вернуть'),
      cluster(3, 'en', 'do you accept apostilles'),
    ],
  }))
}
