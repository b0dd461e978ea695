/** What a request's page tells of the account it was filed from. */
export interface AccountOfTicket {
  level: number
  /** Keyed look-ups of the contacts the account has proved, hex. */
  proved: string[]
}

/** Null for a guest's record. A part of a statement about a row of `ticket`. */
export const accountOfTicket = `(select jsonb_build_object('level', identity_level, 'proved', (select coalesce(jsonb_agg(encode(lookup, 'hex')), '[]') from contact
      where contact.citizen_id = account.citizen_id and sign_in_since is not null and sign_in_until is null and proved_at is not null))
    from account where account.citizen_id = ticket.citizen_id and account.state <> 'deleted')`
