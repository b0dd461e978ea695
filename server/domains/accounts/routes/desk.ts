import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/account-desk'
import { serve } from '#platform/http/serve'
import { listRecoveries, readAccount, readAccountJournal } from '../commands/at-desk.ts'
import { blockAccount, endCoolDown, restoreAccount, restrictAccount, unlockAccount } from '../commands/desk-account.ts'
import { approveRecovery, refuseRecovery, startRecoveryFor } from '../commands/desk-recovery.ts'
import { matchIdentity } from '../commands/match-identity.ts'
import { accountRoles, overseers } from '../desk-actions.ts'
import type { Tickets } from '../tickets-door.ts'

const telephone = ['operator', 'supervisor', 'security_officer'] as const

/** Accounts as staff see them: from an open request alone, states and never secrets (LOGIN-8, K4). */
export function accountDeskRoutes(app: FastifyInstance, tickets: Tickets): void {
  serve(app, contract.readAccount, accountRoles, (ctx, { params }) => readAccount(ctx, tickets, params.number))
  serve(app, contract.matchIdentity, accountRoles, (ctx, { params, body }) => matchIdentity(ctx, tickets, params.number, body))
  serve(app, contract.unlockAccount, telephone, (ctx, { params, body }) => unlockAccount(ctx, tickets, { ...params, ...body }))
  serve(app, contract.startRecoveryFor, accountRoles, (ctx, { params, body }) => startRecoveryFor(ctx, tickets, { ...params, ...body }))
  serve(app, contract.endCoolDown, ['mfc_clerk'], (ctx, { params, body }) => endCoolDown(ctx, tickets, { ...params, ...body }))
  serve(app, contract.recoveriesAtDesk, overseers, (ctx, { query }) => listRecoveries(ctx, tickets, query.show))
  serve(app, contract.approveRecovery, overseers, (ctx, { params, body }) => approveRecovery(ctx, tickets, { ...params, ...body }))
  serve(app, contract.refuseRecovery, ['security_officer'], (ctx, { params, body }) => refuseRecovery(ctx, tickets, { ...params, ...body }))
  serve(app, contract.restrictAccount, ['security_officer'], (ctx, { params, body }) => restrictAccount(ctx, tickets, { ...params, ...body }))
  serve(app, contract.blockAccount, ['security_officer'], (ctx, { params, body }) => blockAccount(ctx, tickets, { ...params, ...body }))
  serve(app, contract.restoreAccount, ['security_officer', 'mfc_clerk'], (ctx, { params, body }) => restoreAccount(ctx, tickets, { ...params, ...body }))
  serve(app, contract.accountJournal, overseers, (ctx, { params }) => readAccountJournal(ctx, tickets, params.number))
}
