/// <reference path="./smpp.d.ts" />
import type { Pdu } from 'smpp'

/** What an operator says of one part later. `status` in its words: DELIVRD, UNDELIV, EXPIRED, DELETED, REJECTD, ACCEPTD, ENROUTE, UNKNOWN. */
export interface Receipt {
  messageId: string
  status: string
}

const RECEIPT = 0x04
/** Names of message_state (SMPP 3.4, 5.2.28). */
const states = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

/** The receipt in a deliver_sm, from its fields or from its text, whatever the operator fills; null when it is none (somebody answered us). */
export function receiptOf(pdu: Pdu): Receipt | null {
  if (((pdu.esm_class ?? 0) & 0x3c) !== RECEIPT) return null
  const text = textOf(pdu)
  const messageId = pdu.receipted_message_id?.replace(/\0+$/, '') || /\bid:\s*(\S+)/i.exec(text)?.[1]
  const status = states[pdu.message_state ?? 0] || /\bstat:\s*([A-Z]{5,8})/i.exec(text)?.[1]?.toUpperCase()
  return messageId && status ? { messageId: messageId.slice(0, 65), status } : null
}

function textOf({ short_message, message_payload }: Pdu): string {
  const message = short_message?.message ?? ''
  const given = message.length > 0 ? message : (message_payload?.message ?? '')
  return typeof given === 'string' ? given : given.toString('latin1')
}
