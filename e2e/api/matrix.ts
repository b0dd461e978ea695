import type { ActorName } from './office.ts'
import { actors } from './office.ts'

export type Wanted = Record<ActorName, number>
/** What a row needs beside the request itself (`guest`: that no account is known for it): a file of its intake, a question pending, an answer given, ... */
export type State = 'guest' | 'held' | 'free' | 'registered' | 'waiting' | 'external' | 'resolved' | 'asked'
export interface Row {
  wanted: Wanted
  payload?: Record<string, unknown>
  state?: State
  query?: string
  /** `id`: of a person that is nobody's. */
  id?: 'citizen' | 'employee' | 'nobody'
}

const each = (status: (actor: ActorName) => number): Wanted => Object.fromEntries(actors.map((actor) => [actor, status(actor)])) as Wanted
const citizens: readonly ActorName[] = ['citizen', 'citizen-owner']
const visitors: readonly ActorName[] = ['anonymous', 'stranger', 'owner', 'half-citizen', ...citizens]
const onDesk: readonly ActorName[] = ['holder', 'colleague', 'specialist', 'technician', 'supervisor', 'officer', 'foreigner']

/** Everybody gets the same. */
const all = (status: number) => each(() => status)
/** No staff session 401, half-signed 401, else `full`. */
const signedIn = (full: number, half = 401) => each((a) => (visitors.includes(a) ? 401 : a === 'half' ? half : full))
const roles = (status: number, of: readonly ActorName[]) => each((a) => (visitors.includes(a) || a === 'half' ? 401 : of.includes(a) ? status : 403))
/** The browser that filed it and the account it belongs to; everybody else hears the same "not found" (FORM-11). */
const owner = (status: number) => each((a) => (a === 'owner' || a === 'citizen-owner' ? status : 404))
/** Signed in to an account; `half`: the password given, the factor missing. */
const account = (full: number, half = 401) => each((a) => (citizens.includes(a) ? full : a === 'half-citizen' ? half : 401))
/** Who may read it; a foreign team hears "not found". `but`: what some of them get instead. */
const desk = (status: number, but: Partial<Wanted> = {}) => ({
  ...each((a) => (visitors.includes(a) || a === 'half' ? 401 : a === 'foreigner' ? 404 : onDesk.includes(a) ? status : 403)),
  ...but,
})
/** Its holder and those who lead. */
const work = (status: number, but: Partial<Wanted> = {}) => desk(status, { colleague: 403, specialist: 403, technician: 403, ...but })
/** Who may come to an account from a request they may read; a clerk only from what he filed for a visitor. `but`: whose roles are not asked for it. */
const onAccount = (status: number, but: Partial<Wanted> = {}) => ({
  ...each((a) =>
    visitors.includes(a) || a === 'half'
      ? 401
      : ['holder', 'colleague', 'supervisor', 'officer'].includes(a)
        ? status
        : a === 'foreigner' || a === 'clerk'
          ? 404
          : 403,
  ),
  ...but,
})
const officerOnly = { holder: 403, colleague: 403, supervisor: 403, foreigner: 403, clerk: 403 }
/** Who may take talks. */
const chatters: readonly ActorName[] = ['holder', 'colleague', 'specialist', 'supervisor', 'officer', 'foreigner']
const reason = 'звонок по обращению'
const text = 'Выписка готова и лежит в разделе документов.'

/** Role x route x own or foreign: what each actor gets for a right request on somebody's request that `holder` holds. A route without a row fails. */
export const matrix: Record<string, Row> = {
  'GET /api/agency': { wanted: all(200) },
  'POST /api/staff/session': { wanted: all(401), payload: { login: 'nobody', password: 'wrong' } },
  'DELETE /api/staff/session': { wanted: signedIn(204, 204) },
  'GET /api/staff/session': { wanted: signedIn(200) },
  'POST /api/staff/session/totp': { wanted: signedIn(422, 422), payload: { code: '000000' } },
  'POST /api/staff/session/passkey-options': { wanted: signedIn(409, 409) },
  'POST /api/staff/session/passkey': { wanted: signedIn(422, 422), payload: {} },
  'POST /api/staff/enrolment': { wanted: all(410), payload: { token: 'a'.repeat(43) } },
  'POST /api/staff/enrolment/password': { wanted: all(410), payload: { token: 'a'.repeat(43), password: 'тихая гавань за мысом' } },
  'POST /api/staff/factors/totp': { wanted: signedIn(201) },
  'POST /api/staff/factors/totp/{id}/confirmation': { wanted: signedIn(404), payload: { code: '000000' }, id: 'nobody' },
  'POST /api/staff/factors/passkey-options': { wanted: signedIn(200) },
  'POST /api/staff/factors/passkey': { wanted: signedIn(422), payload: {} },
  'GET /api/staff/factors': { wanted: signedIn(200) },
  'DELETE /api/staff/factors/{id}': { wanted: signedIn(404), id: 'nobody' },
  'PUT /api/staff/password': { wanted: signedIn(422), payload: { old: 'неверно', password: 'неверно' } },
  'GET /api/staff': { wanted: roles(200, ['admin']) },
  'POST /api/staff': { wanted: roles(400, ['admin']), payload: { name: 'Новый', login: 'кириллица', roles: ['operator'], teams: [], lang: 'ru' } },
  'PATCH /api/staff/{id}': { wanted: roles(404, ['admin']), payload: { lang: 'en' }, id: 'nobody' },
  'POST /api/staff/{id}/block': { wanted: roles(404, ['admin']), payload: { reason: 'проверка' }, id: 'nobody' },
  'DELETE /api/staff/{id}/block': { wanted: roles(404, ['admin']), id: 'nobody' },
  'POST /api/staff/{id}/invitation': { wanted: roles(404, ['admin']), payload: { reason: 'проверка' }, id: 'nobody' },
  'GET /api/desk/alarms': { wanted: signedIn(200) },
  'GET /api/desk/presence': { wanted: roles(200, chatters) },
  'PUT /api/desk/presence': { wanted: roles(200, chatters), payload: { state: 'pause' } },
  'GET /api/chat-hours': { wanted: all(200) },
  'POST /api/chat-guess': { wanted: all(200), payload: { text: 'не приходит код для входа' } },
  'POST /api/chats': { wanted: all(201), payload: { text: 'не приходит код для входа' } },
  'GET /api/chats': { wanted: all(200) },
  'GET /api/chats/{id}': { wanted: all(404), id: 'nobody' },
  'GET /api/chats/{id}/messages': { wanted: all(404), id: 'nobody' },
  'POST /api/chats/{id}/messages': { wanted: all(404), payload: { text }, id: 'nobody' },
  'PUT /api/chats/{id}/reading': { wanted: all(404), payload: { seq: 1 }, id: 'nobody' },
  'POST /api/chats/{id}/operator': { wanted: all(404), payload: {}, id: 'nobody' },
  'POST /api/chats/{id}/place': { wanted: all(404), payload: {}, id: 'nobody' },
  'PUT /api/chats/{id}/topic': { wanted: all(404), payload: { topic: 'tech.display' }, id: 'nobody' },
  'POST /api/chats/{id}/request': { wanted: all(404), payload: {}, id: 'nobody' },
  'POST /api/chats/{id}/end': { wanted: all(404), payload: {}, id: 'nobody' },
  'PUT /api/chats/{id}/rating': { wanted: all(404), payload: { score: 5 }, id: 'nobody' },
  'POST /api/chats/{id}/files': { wanted: all(404), id: 'nobody' },
  'GET /api/chats/{id}/files/{fileId}': { wanted: all(404), id: 'nobody' },
  'GET /api/chats/{id}/transcript': { wanted: all(404), query: '?as=txt', id: 'nobody' },
  'GET /api/desk/chats': { wanted: roles(200, chatters), query: '?show=queue' },
  'GET /api/desk/chats/{id}': { wanted: roles(404, chatters), id: 'nobody' },
  'GET /api/desk/chats/{id}/messages': { wanted: roles(404, chatters), id: 'nobody' },
  'POST /api/desk/chats/next': { wanted: roles(200, chatters), payload: {} },
  'POST /api/desk/chats/{id}/acceptance': { wanted: roles(404, chatters), payload: {}, id: 'nobody' },
  'POST /api/desk/chats/{id}/refusal': { wanted: roles(404, chatters), payload: {}, id: 'nobody' },
  'POST /api/desk/chats/{id}/messages': { wanted: roles(404, chatters), payload: { text }, id: 'nobody' },
  'POST /api/desk/chats/{id}/notes': { wanted: roles(404, chatters), payload: { text }, id: 'nobody' },
  'POST /api/desk/chats/{id}/transfer': { wanted: roles(404, chatters), payload: { team: 'documents' }, id: 'nobody' },
  'POST /api/desk/chats/{id}/waiting': { wanted: roles(404, chatters), payload: {}, id: 'nobody' },
  'POST /api/desk/chats/{id}/topic': { wanted: roles(404, chatters), payload: { topic: 'tech.display' }, id: 'nobody' },
  'POST /api/desk/chats/{id}/end': { wanted: roles(404, chatters), payload: { result: 'solved', solution: text }, id: 'nobody' },
  'POST /api/desk/chats/{id}/request': { wanted: roles(404, chatters), payload: { subject: 'Не открывается раздел', topic: 'tech.display' }, id: 'nobody' },
  'PUT /api/desk/chats/{id}/reading': { wanted: roles(404, chatters), payload: { seq: 1 }, id: 'nobody' },
  'POST /api/desk/chats/{id}/files': { wanted: roles(404, chatters), id: 'nobody' },
  'GET /api/desk/chats/{id}/files/{fileId}': { wanted: roles(404, chatters), id: 'nobody' },
  'GET /api/desk/chats/{id}/corrections': { wanted: roles(404, chatters), id: 'nobody' },
  'PUT /api/desk/chats/{id}/corrections/{seq}': { wanted: roles(404, chatters), payload: { topic: 'two_factor' }, id: 'nobody' },
  'DELETE /api/desk/chats/{id}/corrections/{seq}': { wanted: roles(404, chatters), id: 'nobody' },
  'GET /api/desk/articles': { wanted: signedIn(200), query: '?q=&lang=ru' },
  'GET /api/articles': { wanted: all(200), query: '?lang=ru' },
  'GET /api/articles/{id}': { wanted: all(404), query: '?lang=ru', id: 'nobody' },
  'POST /api/articles/{id}/votes': { wanted: all(404), payload: { helpful: true, lang: 'ru' }, id: 'nobody' },
  'GET /api/desk/knowledge': { wanted: signedIn(200) },
  'GET /api/desk/knowledge/{id}': { wanted: signedIn(404), id: 'nobody' },
  'GET /api/desk/knowledge.json': { wanted: signedIn(200) },
  'PUT /api/desk/knowledge/{id}': {
    wanted: roles(422, ['supervisor', 'editor']),
    payload: { topic: 'nowhere', reviewOn: '2099-01-01', ru: { title: '', text: '', asked: [] }, en: { title: '', text: '', asked: [] } },
    id: 'nobody',
  },
  'POST /api/desk/knowledge/{id}/publication': { wanted: roles(404, ['supervisor', 'editor']), payload: { version: 1 }, id: 'nobody' },
  'POST /api/desk/knowledge/{id}/withdrawal': { wanted: roles(404, ['supervisor', 'editor']), payload: {}, id: 'nobody' },
  'GET /api/calendar': { wanted: signedIn(200) },
  'POST /api/calendar': { wanted: roles(422, ['admin']), payload: { text: '{}', status: 'official', source: 'x', apply: false } },
  'GET /api/draft': { wanted: all(200) },
  'PUT /api/draft': { wanted: all(200), payload: { subject: 'Слово' } },
  'GET /api/draft/check': { wanted: all(200) },
  // Without a browser session there is nothing to drop or send.
  'DELETE /api/draft': { wanted: each((a) => (['stranger', 'owner'].includes(a) ? 204 : 409)) },
  'POST /api/draft/files': { wanted: all(201) },
  'DELETE /api/draft/files/{fileId}': { wanted: each((a) => (['stranger', 'owner'].includes(a) ? 404 : 409)) },
  'POST /api/draft/submission': { wanted: all(409), payload: {} },
  'POST /api/tickets': { wanted: all(201) },
  'GET /api/tickets': { wanted: all(200) },
  'GET /api/tickets/{number}/receipt': { wanted: owner(200) },
  'GET /api/tickets/{number}/receipt.pdf': { wanted: owner(200) },
  'GET /api/tickets/{number}': { wanted: owner(200) },
  'GET /api/tickets/{number}/events': { wanted: owner(200), query: '?after=0' },
  'POST /api/tickets/{number}/messages': { wanted: owner(201), payload: { text } },
  'POST /api/tickets/{number}/files': { wanted: owner(201) },
  'GET /api/tickets/{number}/files/{fileId}': { wanted: owner(200) },
  'POST /api/tickets/{number}/withdrawal': { wanted: owner(204), payload: {} },
  'POST /api/tickets/{number}/reopening': { wanted: owner(204), payload: { text }, state: 'resolved' },
  'POST /api/tickets/{number}/closure': { wanted: owner(204), payload: {}, state: 'resolved' },
  'PUT /api/tickets/{number}/rating': { wanted: owner(204), payload: { score: 5 }, state: 'resolved' },
  'POST /api/tickets/{number}/objection': { wanted: owner(204), payload: { text } },
  'POST /api/guest-access': { wanted: all(202) },
  'POST /api/guest-access/{accessId}/proof': { wanted: all(422), payload: { code: '123456' } },
  'DELETE /api/guest-session': { wanted: all(204) },
  'GET /api/account': { wanted: account(200) },
  'PATCH /api/account/settings': { wanted: account(204), payload: { lang: 'ru' } },
  'POST /api/account/profile/reveals': { wanted: account(200), payload: { field: 'snils' } },
  'POST /api/account/profile': { wanted: account(204), payload: { snils: '112-233-445 95' } },
  'GET /api/account/events': { wanted: account(200) },
  'GET /api/account/views': { wanted: account(200) },
  'GET /api/account/export.json': { wanted: account(200) },
  'GET /api/account/export.pdf': { wanted: account(200) },
  // The wish of the row before is taken back.
  'POST /api/account/deletion': { wanted: account(201) },
  'DELETE /api/account/deletion': { wanted: account(204) },
  'GET /api/account/joinable-requests': { wanted: account(200) },
  // Whoever is signed in without the browser that filed it has nothing to join.
  'POST /api/account/joined-requests': { wanted: account(404) },
  'POST /api/account/mismatch': { wanted: account(201), payload: {} },
  'POST /api/account/registrations': { wanted: all(202), payload: { contact: 'new.person@example.org' } },
  'POST /api/account/registrations/{id}/code': { wanted: all(410), id: 'nobody' },
  'POST /api/account/registrations/{id}/proof': { wanted: all(410), payload: { code: '123456' }, id: 'nobody' },
  'POST /api/account/registrations/{id}/account': {
    wanted: all(410),
    payload: { surname: 'Новая', name: 'Анна', password: 'тихая гавань за мысом' },
    id: 'nobody',
  },
  'POST /api/account/session': { wanted: all(401), payload: { login: 'nobody@example.org', password: 'wrong' } },
  'GET /api/account/session': { wanted: account(200) },
  'DELETE /api/account/session': { wanted: account(204, 204) },
  'POST /api/account/passkey-session-options': { wanted: all(200) },
  'POST /api/account/passkey-session': { wanted: all(422), payload: { id: '01900000-0000-7000-8000-000000000000', answer: {} } },
  'POST /api/account/session/totp': { wanted: account(422, 422), payload: { code: '000000' } },
  'POST /api/account/session/passkey-options': { wanted: account(409, 409) },
  'POST /api/account/session/passkey': { wanted: account(422, 422), payload: { answer: {} } },
  // Nobody here has a factor that a backup code could stand in for.
  'POST /api/account/session/backup-code': { wanted: account(409, 409), payload: { code: 'ABCDE-FGHJK' } },
  'POST /api/account/session/code': { wanted: account(202, 202), payload: { channel: 'email' } },
  'POST /api/account/session/code-proof': { wanted: account(422, 422), payload: { id: '01900000-0000-7000-8000-000000000000', code: '123456' } },
  'POST /api/account/session/password': { wanted: account(422), payload: { password: 'wrong' } },
  'POST /api/account/unlocks': { wanted: all(202), payload: { login: 'nobody@example.org' } },
  'POST /api/account/unlocks/{id}/proof': { wanted: all(410), payload: { code: '123456' }, id: 'nobody' },
  'POST /api/account/password-check': { wanted: all(200), payload: { password: 'wrong' } },
  'GET /api/account/sessions': { wanted: account(200) },
  'DELETE /api/account/sessions/{id}': { wanted: account(404), id: 'nobody' },
  'DELETE /api/account/sessions': { wanted: account(204) },
  'DELETE /api/account/devices': { wanted: account(204) },
  'PUT /api/account/password': { wanted: account(422), payload: { password: 'wrong' } },
  'POST /api/account/factors/totp': { wanted: account(201) },
  'POST /api/account/factors/totp/{id}/confirmation': { wanted: account(404), payload: { code: '000000' }, id: 'nobody' },
  'POST /api/account/factors/passkey-options': { wanted: account(200) },
  'POST /api/account/factors/passkey': { wanted: account(422), payload: { answer: {} } },
  'DELETE /api/account/factors/{id}': { wanted: account(404), id: 'nobody' },
  'PUT /api/account/factors/sms': { wanted: account(204), payload: { on: false } },
  'GET /api/account/providers': { wanted: all(200) },
  'POST /api/account/providers/{provider}/sign-in': { wanted: all(404) },
  'POST /api/account/provider-answers': { wanted: all(410), payload: { state: 'nothing' } },
  'POST /api/account/identities/{provider}': { wanted: account(404) },
  'DELETE /api/account/identities/{provider}': { wanted: account(404) },
  'POST /api/account/backup-codes': { wanted: account(201) },
  'POST /api/account/recovery-code': { wanted: account(201) },
  'GET /api/desk/lists': { wanted: roles(200, onDesk) },
  'GET /api/desk/tickets': { wanted: roles(200, onDesk) },
  'POST /api/desk/tickets': { wanted: roles(201, [...onDesk, 'clerk']) },
  'POST /api/desk/search': { wanted: roles(200, onDesk), payload: { q: 'выписка' } },
  'GET /api/desk/colleagues': { wanted: roles(200, onDesk) },
  'GET /api/desk/tickets/{number}': { wanted: desk(200) },
  'GET /api/desk/tickets/{number}/events': { wanted: desk(200), query: '?after=0' },
  'GET /api/desk/tickets/{number}/extension-preview': { wanted: desk(200), query: '?workingDays=2' },
  'POST /api/desk/tickets/{number}/reveals': { wanted: work(200), payload: { field: 'phone', purpose: 'call_back' } },
  'POST /api/desk/tickets/{number}/files': { wanted: desk(201) },
  'GET /api/desk/tickets/{number}/files/{fileId}': { wanted: desk(200) },
  'POST /api/desk/citizens/{id}/erasure': { wanted: roles(204, ['officer']), payload: { ground: 'заявление' }, id: 'citizen' },
  'POST /api/desk/tickets/{number}/holder': { wanted: desk(200), payload: {}, state: 'free' },
  'POST /api/desk/tickets/{number}/assignment': { wanted: work(200), payload: { team: 'documents' } },
  // Only who holds it begins.
  'POST /api/desk/tickets/{number}/start': { wanted: work(403, { holder: 200 }), payload: {} },
  'POST /api/desk/tickets/{number}/replies': { wanted: work(200), payload: { text } },
  'POST /api/desk/tickets/{number}/notes': { wanted: desk(200), payload: { text } },
  'POST /api/desk/tickets/{number}/questions': { wanted: work(200), payload: { text: 'Какой номер?', replyBy: '2026-12-01' } },
  'POST /api/desk/tickets/{number}/inquiries': { wanted: work(200, { holder: 403 }), payload: { body: 'Архив' } },
  'POST /api/desk/tickets/{number}/inquiry-answers': { wanted: work(200, { holder: 403 }), payload: { text }, state: 'external' },
  'POST /api/desk/tickets/{number}/extensions': {
    wanted: work(200, { holder: 403 }),
    payload: { reason: 'missing_information', workingDays: 1, text },
  },
  'POST /api/desk/tickets/{number}/extension-decisions': { wanted: work(200, { holder: 403 }), payload: { grant: true }, state: 'asked' },
  'POST /api/desk/tickets/{number}/classification': { wanted: work(200), payload: { category: 'technical' } },
  'POST /api/desk/tickets/{number}/escalation': { wanted: desk(200, { officer: 403 }), payload: { text } },
  'POST /api/desk/tickets/{number}/resolution': { wanted: work(200), payload: { text } },
  'POST /api/desk/tickets/{number}/refusal': { wanted: work(200, { holder: 403 }), payload: { reason: 'other', ground: 'Порядок', text } },
  'POST /api/desk/tickets/{number}/transfer': { wanted: work(200, { holder: 403 }), payload: { body: 'Архив', text } },
  'POST /api/desk/tickets/{number}/merger': { wanted: work(200, { officer: 403 }) },
  'POST /api/desk/tickets/{number}/reopening': { wanted: desk(403, { supervisor: 200 }), payload: { text }, state: 'resolved' },
  'GET /api/desk/notices': { wanted: signedIn(200) },
  'POST /api/desk/notices/read': { wanted: signedIn(200), payload: { upTo: '018f0000-0000-7000-8000-000000000000' } },
  'POST /api/desk/notices/{id}/resend': { wanted: roles(404, onDesk), payload: {}, id: 'nobody' },
  'GET /api/demo/mails': { wanted: all(404) },
  'GET /api/demo/messages': { wanted: all(404) },
  'GET /api/demo/mails/{id}': { wanted: all(404), id: 'nobody' },
  'POST /api/account/recoveries': { wanted: all(202), payload: { contact: 'nobody@example.org' } },
  'GET /api/account/recoveries/{id}': { wanted: all(404), id: 'nobody' },
  'POST /api/account/recoveries/{id}/code': { wanted: all(404), payload: {}, id: 'nobody' },
  'POST /api/account/recoveries/{id}/proofs': { wanted: all(404), payload: { kind: 'email', code: '123456' }, id: 'nobody' },
  'POST /api/account/recoveries/{id}/passkey-options': { wanted: all(404), id: 'nobody' },
  'POST /api/account/recoveries/{id}/passkey': { wanted: all(404), payload: { answer: {} }, id: 'nobody' },
  'PUT /api/account/recoveries/{id}/password': { wanted: all(404), payload: { password: 'тихая гавань за мысом' }, id: 'nobody' },
  'POST /api/account/recovery-links': { wanted: all(410), payload: { token: 'a'.repeat(43) } },
  'POST /api/account/cancel-links': { wanted: all(410), payload: { token: 'a'.repeat(43) } },
  'POST /api/account/cancellations': { wanted: all(410), payload: { token: 'a'.repeat(43) } },
  'POST /api/account/contact-changes': { wanted: account(201), payload: { value: 'matrix@example.org' } },
  'POST /api/account/contact-changes/{id}/code': { wanted: account(404), payload: { to: 'new' }, id: 'nobody' },
  'POST /api/account/contact-changes/{id}/proof': { wanted: account(404), payload: { to: 'new', code: '123456' }, id: 'nobody' },
  'POST /api/account/contact-changes/{id}/hold': { wanted: account(404), id: 'nobody' },
  'DELETE /api/account/contact-changes/{id}': { wanted: account(404), id: 'nobody' },
  'DELETE /api/account/contacts/{id}': { wanted: account(404), id: 'nobody' },
  'POST /api/account/block': { wanted: account(204) },
  'POST /api/account/data-check': { wanted: account(204) },
  'GET /api/desk/tickets/{number}/account': { wanted: onAccount(200) },
  'POST /api/desk/tickets/{number}/identity-match': {
    wanted: onAccount(200),
    payload: { surname: 'Круглова', name: 'Мария' },
    state: 'guest',
  },
  'POST /api/desk/tickets/{number}/account-unlock': { wanted: onAccount(409, { clerk: 403 }), payload: { reason }, state: 'guest' },
  'POST /api/desk/tickets/{number}/recovery': { wanted: onAccount(409), payload: { reason, way: 'contacts' }, state: 'guest' },
  'POST /api/desk/tickets/{number}/cool-down-end': {
    wanted: onAccount(403, { foreigner: 403 }),
    payload: { reason },
    state: 'guest',
  },
  'GET /api/desk/recoveries': { wanted: roles(200, ['supervisor', 'officer']) },
  'POST /api/desk/recoveries/{id}/approval': { wanted: roles(404, ['supervisor', 'officer']), payload: { reason }, id: 'nobody' },
  'POST /api/desk/recoveries/{id}/refusal': { wanted: roles(404, ['officer']), payload: { reason }, id: 'nobody' },
  'POST /api/desk/tickets/{number}/account-restriction': { wanted: onAccount(409, officerOnly), payload: { reason }, state: 'guest' },
  'POST /api/desk/tickets/{number}/account-block': { wanted: onAccount(409, officerOnly), payload: { reason }, state: 'guest' },
  'POST /api/desk/tickets/{number}/account-restoration': { wanted: onAccount(409, { ...officerOnly, clerk: 404 }), payload: { reason }, state: 'guest' },
  'GET /api/desk/tickets/{number}/account-journal': { wanted: roles(200, ['supervisor', 'officer']) },
}
