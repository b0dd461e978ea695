/// <reference path="./smpp.d.ts" />
import smpp from 'smpp'
import { cutSms } from '../sms-parts.ts'

/** What differs between the parts of one message, as the protocol wants it. */
export interface Piece {
  data_coding: 0 | 8
  short_message: { message: Buffer; udh?: Buffer }
}

/**
 * A text message as parts of the GSM alphabet (a sign an octet; the operator packs them) or of UCS-2. Several are joined on the telephone by
 * a header of six octets, whose reference is the same at each try of a notice: a part that comes twice is no new message.
 */
export function piecesOf(text: string, reference: number): Piece[] {
  const { alphabet, pieces } = cutSms(text)
  const { encode } = alphabet === 'gsm' ? smpp.encodings.ASCII : smpp.encodings.UCS2
  const joined = (n: number) => Buffer.from([5, 0, 3, reference & 0xff, pieces.length, n + 1])
  return pieces.map((piece, n) => ({
    data_coding: alphabet === 'gsm' ? 0 : 8,
    short_message: { message: encode(piece), ...(pieces.length > 1 && { udh: joined(n) }) },
  }))
}
