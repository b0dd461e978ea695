import { chatters, type Row, roles } from './wanted.ts'

/** Teaching the assistant: operators say, editors decide. */
export const learning: Record<string, Row> = {
  'GET /api/desk/chats/{id}/corrections': { wanted: roles(404, chatters), id: 'nobody' },
  'PUT /api/desk/chats/{id}/corrections/{seq}': { wanted: roles(404, chatters), payload: { topic: 'two_factor' }, id: 'nobody' },
  'DELETE /api/desk/chats/{id}/corrections/{seq}': { wanted: roles(404, chatters), id: 'nobody' },
  'POST /api/desk/chats/{id}/advice': { wanted: roles(404, chatters), payload: {}, id: 'nobody' },
  'POST /api/desk/chats/{id}/article': { wanted: roles(404, chatters), payload: {}, id: 'nobody' },
  'POST /api/desk/knowledge.json': { wanted: roles(200, ['supervisor', 'editor']), payload: { text: '{}', apply: true } },
  'GET /api/desk/learning/wordings': { wanted: roles(200, ['supervisor', 'editor']), query: '?state=proposed' },
  'POST /api/desk/learning/decisions': {
    wanted: roles(409, ['supervisor', 'editor']),
    payload: { decisions: [{ id: '00000000-0000-7000-8000-000000000000', approved: null }] },
  },
  'GET /api/desk/learning/models': { wanted: roles(200, ['supervisor', 'editor']) },
  'POST /api/desk/learning/models': { wanted: roles(409, ['supervisor', 'editor']), payload: {} },
  'PUT /api/desk/learning/live': { wanted: roles(409, ['supervisor', 'editor']), payload: { version: null } },
  'GET /api/desk/learning/measures': { wanted: roles(200, ['supervisor', 'editor']) },
  'GET /api/desk/learning/unknown': { wanted: roles(200, ['supervisor', 'editor']) },
}
