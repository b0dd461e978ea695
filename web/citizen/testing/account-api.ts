import * as accounts from '#contract/accounts'
import * as mine from '#contract/my-account'
import * as choices from '#contract/notice-choices'
import * as oidc from '#contract/oidc'
import * as own from '#contract/own-notices'
import * as push from '#contract/push-devices'
import type { Route } from '#contract/route'
import { account, codeSent, events, ids, recoveries, sessions } from './account-world.ts'
import type { FakeApi } from './fake-api.ts'

type On = (route: Route, answer: (ask: { params: Record<string, string>; body: never }) => unknown) => void

/** The account's side of the stand-in API: one account, answers of the contract's shapes. */
export function fakeAccount(on: On, api: FakeApi): void {
  const sent = (id: string) => ({ id, ...codeSent })
  const signedIn = { next: 'signed-in', ways: [], channels: [] }
  on(accounts.register, () => sent(ids.registration))
  on(accounts.resendRegistrationCode, () => sent(ids.registration))
  on(accounts.proveRegistration, () => ({ next: api.hasAccount ? 'has-account' : 'details', contact: '+7 000 000-00-67' }))
  on(accounts.finishRegistration, () => signedIn)
  on(accounts.signIn, () =>
    api.me === undefined ? { next: 'factor', ways: ['totp', 'passkey', 'code', 'backup_code'], channels: ['sms', 'email'] } : signedIn,
  )
  on(accounts.sendSignInCode, () => sent(ids.code))
  for (const route of [accounts.proveTotp, accounts.proveBackupCode, accounts.proveSignInCode, accounts.provePassword]) on(route, () => signedIn)
  on(accounts.signOut, () => undefined)
  on(accounts.startUnlock, () => sent(ids.unlock))
  on(accounts.finishUnlock, () => undefined)
  on(accounts.startRecovery, () => sent(ids.recovery))
  on(accounts.readRecovery, () => recoveries[api.recovery])
  on(accounts.sendRecoveryCode, () => sent(ids.code))
  on(accounts.proveRecovery, () => recoveries['second'])
  on(accounts.finishRecovery, () => ({ coolDownUntil: '2026-11-23T11:05:00.000Z' }))
  on(accounts.openRecoveryLink, () => recoveries['first'])
  on(accounts.readCancelLink, () => ({ what: 'recovery', at: '2026-11-20T10:00:00.000Z', open: true }))
  on(accounts.useCancelLink, () => ({ what: 'recovery' }))
  on(accounts.checkPassword, () => ({ min: 15, max: 128, composition: false, problems: [] }))

  const provider = { id: 'region', name: { ru: 'Вход региона', en: 'Regional sign-in' } }
  on(oidc.listProviders, () => [provider])
  for (const route of [oidc.startProvider, oidc.linkProvider]) on(route, () => ({ url: 'https://id.region.example/auth?state=made-up' }))
  on(oidc.finishProvider, () => ({ next: api.brought, ways: api.brought === 'factor' ? ['totp'] : [], channels: [], provider, lang: 'en' }))
  on(oidc.unlinkProvider, () => undefined)

  on(choices.myNoticeChoices, () => ({ channels: choices.defaultMatrix, quiet: choices.defaultQuiet }))
  on(choices.changeNoticeChoices, () => undefined)
  on(own.myNotices, () => api.notices)
  on(own.readNotices, () => ({ unread: 0 }))
  on(own.unreadNotices, () => ({ unread: api.notices.unread, room: `account:${ids.email}`, refused: api.refused }))
  on(push.pushDevices, () => ({ key: 'B'.repeat(87), devices: api.devices }))
  on(push.removePushDevice, () => undefined)
  on(mine.sendCheckCode, () => sent(ids.code))
  on(mine.checkContact, () => undefined)
  on(mine.myAccount, () => api.account)
  on(mine.mySessions, () => sessions)
  on(mine.myEvents, () => ({ items: events, page: 1, pages: 2 }))
  on(mine.myViews, () => ({ items: api.looks, page: 1, pages: 1 }))
  on(mine.revealProfile, () => ({ value: 'Озерова Вера Ильинична' }))
  on(mine.startTotp, () => ({
    id: ids.app,
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/x',
    qrSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#ffffff" d="M0 0h9v9H0z"/><path stroke="#000000" d="M1 1h7"/></svg>',
  }))
  on(mine.confirmTotp, () => account.factors[0])
  on(mine.newBackupCodes, () => ({ codes: Array.from({ length: 10 }, (_, n) => `ABCD${n}FGHJK`) }))
  on(mine.newRecoveryCode, () => ({ code: 'ABCDEFGHJKMNPQRSTVWXYZ2345' }))
  on(mine.changeContact, () => api.account.changes[0])
  on(mine.sendContactCode, () => sent(ids.code))
  on(mine.proveContact, () => ({ state: 'new_confirmed', change: api.account.changes[0] }))
  on(mine.holdContact, () => api.account.changes[0])
  on(mine.askDeletion, () => ({ deleteAt: '2026-12-04T11:05:00.000Z' }))
  on(mine.joinableRequests, () => [{ number: '26-0000-0002-3', subject: 'Request of a guest', receivedAt: '2026-11-10T10:00:00.000Z' }])
  on(mine.reportMismatch, () => ({ number: '26-1234-5678-1' }))
  for (const route of [
    mine.changeSettings,
    mine.fillProfile,
    mine.endSession,
    mine.endOtherSessions,
    mine.forgetDevices,
    mine.changePassword,
    mine.removeFactor,
    mine.switchSmsFactor,
    mine.cancelContactChange,
    mine.removeContact,
    mine.takeDeletionBack,
    mine.blockMyself,
    mine.dataIsRight,
    mine.joinRequest,
  ])
    on(route, () => undefined)
}
