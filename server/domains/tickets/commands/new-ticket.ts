import type { LastWrite } from '#platform/change'

/**
 * With one round trip, journal and notices included: the person with contacts when new, the visitor's session when new, the request, its intake record, and the visitor's right to open it.
 * Written by hand because it is the hottest write; parameters in the order of `ticketValues`.
 */
const insert = (newCitizen: boolean): string => `${
  newCitizen
    ? `c as (insert into citizen (id, wrapped_key, key_id, lang, zone, created_at) values ($1, $2, $3, $4, $5, $6)),
  k as (insert into contact (citizen_id, kind, lookup, value, created_at) select $1::uuid, u.* , $6::timestamptz from unnest($7::text[], $8::bytea[], $9::bytea[]) as u(kind, lookup, value)),`
    : `unused as (select $2::bytea, $3::int, $7::text[], $8::bytea[], $9::bytea[]),
  v as (update guest_session set citizen_id = $1 where id = $10::uuid and citizen_id is distinct from $1),`
}
  s as (insert into guest_session (id, token_hash, citizen_id, created_at, expires_at) select $10::uuid, $11::bytea, $1::uuid, $6::timestamptz, $12::timestamptz where $11::bytea is not null),
  ${newCitizen ? 'v as (update guest_session set citizen_id = $1 where id = $10::uuid and $11::bytea is null),' : ''}
  t as (insert into ticket (citizen_id, id, number, status, topic, category, kind, priority_class, channel, lang, citizen_zone, team, subject, received_at, registered_on, first_response_by, due_at, due_provisional, due_why, next_mark_at)
        values ($1, $13, $14, 'registered', $15, $16, $17, $18, $19, $4, $5, $20, $21, $6, $22, $23, $24, $25, $26, $27)),
  m as (insert into message (citizen_id, ticket_id, id, at, author_kind, author_id, kind, body, hash, stems, mail) values ($1, $13, $13, $6, $28, $29, 'intake', $30, $31, $32, $33)),
  g as (insert into guest_grant (session_id, citizen_id, ticket_id, by, at) select $10::uuid, $1::uuid, $13::uuid, 'filed', $6::timestamptz where $10::uuid is not null)`

export const insertTicketOfNewCitizen: LastWrite = { name: 'ticket-new-citizen', parts: insert(true) }
export const insertTicket: LastWrite = { name: 'ticket-new', parts: insert(false) }
