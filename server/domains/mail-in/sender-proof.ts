import { domainToASCII } from 'node:url'
import { type Letter, noProof, type SenderProof } from './model.ts'

/**
 * What our own mail server found out (RFC 8601). Only the topmost Authentication-Results counts, and only under our server's name: it writes
 * above whatever came in, and everything below may have been written by the sender. Nothing else in a letter is believed.
 */
export function senderProof({ headers, from }: Pick<Letter, 'headers' | 'from'>, authservId: string | null): SenderProof {
  const [, said = ''] = headers.find(([name]) => name === 'authentication-results') ?? []
  const [id = '', ...results] = partsOf(said)
  // A version may follow the name.
  if (!authservId || id.trim().split(/\s+/)[0]?.toLowerCase() !== authservId.toLowerCase()) return noProof
  const of = (method: string) => results.map((one) => one.trim().toLowerCase()).find((one) => one.startsWith(`${method}=`))
  const resultOf = (method: string) =>
    of(method)
      ?.slice(method.length + 1)
      .split(/[\s;]/)[0] || null
  const dmarc = resultOf('dmarc')
  const domain = domainOf(from[0]?.address ?? '')
  const judged = /\bheader\.from="?([^\s";]+)/.exec(of('dmarc') ?? '')?.[1] ?? ''
  return {
    dmarc: dmarc === 'pass' || dmarc === 'fail' ? dmarc : 'none',
    spf: resultOf('spf'),
    dkim: resultOf('dkim'),
    aligned: from.length === 1 && dmarc === 'pass' && domain !== '' && domainOf(`@${judged.slice(judged.lastIndexOf('@') + 1)}`) === domain,
  }
}

const domainOf = (address: string): string =>
  domainToASCII(
    address
      .slice(address.lastIndexOf('@') + 1)
      .toLowerCase()
      .replace(/\.$/, ''),
  )

/** Between semicolons. Comments may hold anything, also words that look like results; quoted strings may hold brackets and semicolons. */
function partsOf(value: string): string[] {
  const parts = ['']
  let [depth, isQuoted] = [0, false]
  for (let at = 0; at < value.length; at++) {
    const sign = value[at]!
    if (sign === '\\') at++
    else if (depth === 0 && sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && sign === '(') depth++
    else if (!isQuoted && sign === ')' && depth > 0) depth--
    else if (depth === 0 && !isQuoted && sign === ';') {
      parts.push('')
      continue
    }
    if (depth === 0 && sign !== ')') parts[parts.length - 1] += sign
  }
  return parts
}
