/**
 * The answer of every reader of an identifier: the normal form to store, or a code that is the key of a text.
 * `sign` is the one character that does not belong (a Cyrillic letter among digits), never more of what was typed.
 */
export type Refused<Code extends string> = { ok: false; code: Code; sign?: string }
export type Checked<Value, Code extends string, Facts = unknown> = ({ ok: true; value: Value } & Facts) | Refused<Code>

export const refused = <Code extends string>(code: Code, sign?: string): Refused<Code> => (sign === undefined ? { ok: false, code } : { ok: false, code, sign })
