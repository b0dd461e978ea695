/// <reference path="./smpp.d.ts" />
import smpp from 'smpp'
import { Undeliverable } from '../model.ts'
import { Haste, notNow } from '../not-now.ts'

const names = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]))
/** `11 ESME_RINVDSTADR`: the number first, as gateways of mail say it. */
export const nameOfStatus = (status: number): string => `${status} ${names.get(status) ?? 'unknown'}`

const { ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RINVDSTADR, ESME_RINVDSTTON, ESME_RINVDSTNPI, ESME_RINVMSGLEN, ESME_RINVDCS, ESME_RPROHIBITED } = smpp.errors
const aboutTheNumber = new Set([ESME_RINVDSTADR, ESME_RINVDSTTON, ESME_RINVDSTNPI])
const aboutTheMessage = new Set([ESME_RINVMSGLEN, ESME_RINVDCS, ESME_RPROHIBITED])

/** What a refusal of a message means. All that is about us or about the hour (sender, binding, queue, system) must not throw away everybody's messages. */
export function refusalOf(status: number): Error {
  const code = nameOfStatus(status)
  if (aboutTheNumber.has(status)) return new Undeliverable(code, { isAddress: true })
  if (aboutTheMessage.has(status)) return new Undeliverable(code)
  return status === ESME_RTHROTTLED || status === ESME_RMSGQFUL ? new Haste(code) : notNow('sms gateway', code)
}
