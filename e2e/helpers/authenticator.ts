import type { Page } from 'playwright-core'

/** Chromium's own authenticator: a device of this person with a fingerprint reader that agrees, or does not. */
export async function authenticator(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    agrees: (isUserVerified: boolean) => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}
