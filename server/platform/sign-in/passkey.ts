import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** Its certificates' classes are a tenth of the start and some MiB, so it is loaded by whoever first has a passkey. */
const library = () => import('@simplewebauthn/server')

/** A passkey prompt is answered in this time or asked for again. */
export const challengeMs = 5 * 60_000

/** What is kept of a passkey, sealed: `id` and `publicKey` in base64url. */
export interface Passkey {
  id: string
  publicKey: string
  transports: string[]
}
/** Where the passkey is good: bound to the host of the public address, so a look-alike site gets nothing. */
export interface RelyingParty {
  id: string
  origin: string
  name: string
}
export const relyingParty = (publicUrl: string, name: string): RelyingParty => ({ id: new URL(publicUrl).hostname, origin: new URL(publicUrl).origin, name })

/** EdDSA, ES256 and RS256: what keys in use can do. Named, so that the library does not try out what this Node offers as an experiment. */
const algorithms = [-8, -7, -257]

const allowed = (known: readonly Passkey[]) => known.map(({ id, transports }) => ({ id, transports }))

/** What the browser asks a new authenticator for; those the person has are left out. */
export const newPasskeyOptions = async (
  rp: RelyingParty,
  person: { id: string; login: string },
  known: readonly Passkey[],
  challenge: Uint8Array<ArrayBuffer>,
): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  (await library()).generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userName: person.login,
    userID: new Uint8Array(Buffer.from(person.id.replaceAll('-', ''), 'hex')),
    challenge,
    timeout: challengeMs,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: allowed(known),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })

export const passkeyProofOptions = async (
  rp: RelyingParty,
  known: readonly Passkey[],
  challenge: Uint8Array<ArrayBuffer>,
): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  (await library()).generateAuthenticationOptions({
    rpID: rp.id,
    allowCredentials: allowed(known),
    challenge,
    timeout: challengeMs,
    userVerification: 'preferred',
  })

/** The same while nobody is known yet: the authenticator shows whose passkeys it has, and asks for a finger, a face or a PIN, since no password went before. */
export const passkeyAloneOptions = async (rp: RelyingParty, challenge: Uint8Array<ArrayBuffer>): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  (await library()).generateAuthenticationOptions({ rpID: rp.id, challenge, timeout: challengeMs, userVerification: 'required' })

/** The new passkey and its counter, or null when the answer is not the right one. What the browser sends may have any shape. */
export async function newPasskey(rp: RelyingParty, answer: unknown, challenge: Buffer): Promise<{ passkey: Passkey; signCount: number } | null> {
  const response = answer as RegistrationResponseJSON
  const expected = {
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }
  const { verifyRegistrationResponse } = await library()
  const { verified, registrationInfo } = await verifyRegistrationResponse({ response, ...expected }).catch(() => ({
    verified: false as const,
    registrationInfo: undefined,
  }))
  if (!verified || !registrationInfo) return null
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  return {
    passkey: { id, publicKey: Buffer.from(publicKey).toString('base64url'), transports: transports.filter((one) => typeof one === 'string').slice(0, 8) },
    signCount: counter,
  }
}

/** The authenticator's new counter, or null when this passkey did not sign the challenge or its counter went back (a copy). `alone`: it must have checked who holds it. */
export async function passkeyProof(
  rp: RelyingParty,
  answer: unknown,
  challenge: Buffer,
  known: Passkey & { signCount: number },
  { alone = false } = {},
): Promise<number | null> {
  const response = answer as AuthenticationResponseJSON
  const credential = { id: known.id, publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')), counter: known.signCount }
  const expected = { expectedChallenge: challenge.toString('base64url'), expectedOrigin: rp.origin, expectedRPID: rp.id, requireUserVerification: alone }
  const { verifyAuthenticationResponse } = await library()
  const result = await verifyAuthenticationResponse({ response, credential, ...expected }).catch(() => null)
  return result?.verified ? result.authenticationInfo.newCounter : null
}
