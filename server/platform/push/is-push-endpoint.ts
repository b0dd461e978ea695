/**
 * Whether a browser's push address may be called at all: https and a host from the list (`*.` stands for any beginning), no name or password,
 * no port but the list's. The address comes from people, and without a list anybody could make the server call any machine (SSRF).
 * Plain http is for a host of this very machine that somebody has put into the list.
 */
export function isPushEndpoint(hosts: readonly string[], endpoint: string): boolean {
  if (endpoint.length > MOST_CHARACTERS || !URL.canParse(endpoint)) return false
  const { protocol, host, hostname, username, password } = new URL(endpoint)
  if (username || password) return false
  if (protocol !== 'https:' && !(protocol === 'http:' && isOfThisMachine(hostname))) return false
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) && host.length >= one.length : host === one))
}

/** Those of the known services have about 200. */
const MOST_CHARACTERS = 1000
const isOfThisMachine = (hostname: string) => hostname === 'localhost' || hostname === '127.0.0.1'
