import type { TextKey } from '../../web/desk/texts/keys.ts'
import { type AtDesk, side } from './at-desk.ts'
import type { State } from './states.ts'

/** Where each dialog of a request is offered; sent as it opens, so that it shows what is missing. */
const dialogs: readonly { name: string; action: TextKey; state: State }[] = [
  { name: 'AssignDialog', action: 'tickets.action.assign', state: 'accepted' },
  { name: 'ClassifyDialog', action: 'tickets.action.reclassify', state: 'accepted' },
  { name: 'ExtendDialog', action: 'tickets.action.extend', state: 'replied' },
  { name: 'DecideExtensionDialog', action: 'tickets.action.approveExtension', state: 'asked' },
  { name: 'AskExternalDialog', action: 'tickets.action.askExternal', state: 'replied' },
  { name: 'ExternalReplyDialog', action: 'tickets.action.externalReply', state: 'external' },
  { name: 'MergeDialog', action: 'tickets.action.merge', state: 'accepted' },
  { name: 'TransferDialog', action: 'tickets.action.transfer', state: 'accepted' },
  { name: 'DeclineDialog', action: 'tickets.action.decline', state: 'replied' },
  { name: 'EscalateDialog', action: 'tickets.action.escalate', state: 'accepted' },
  { name: 'ReopenDialog', action: 'tickets.action.reopen', state: 'answered' },
  { name: 'EraseDialog', action: 'tickets.action.erase', state: 'accepted' },
]

export async function sweepDialogs(at: AtDesk): Promise<void> {
  const { walk, desk, page, requests, close } = at
  await desk.request(requests.numbers.replied)
  await desk.button('tickets.actions').click()
  await page.getByRole('menu').waitFor()
  await walk.here('menu of actions')
  await close()
  let open: State | undefined
  for (const { name, action, state } of dialogs) {
    if (state !== open) await desk.request(requests.numbers[state])
    open = state
    const dialog = await desk.dialog(action)
    await walk.here(`dialog ${name}`)
    const submit = dialog.locator('button[type=submit]')
    if (await submit.isEnabled()) {
      await submit.click()
      await dialog.locator('[aria-invalid=true], [class*=error], [role=alert]').first().waitFor()
      await walk.here(`dialog ${name} missing`)
    }
    await close()
  }
  await desk.request(requests.numbers.replied)
  await side(at)
  await desk.tab('tickets.tab.citizen').click()
  await desk.button('tickets.reveal', { field: desk.t('words.contact.phone') }).click()
  await page.getByRole('dialog').waitFor()
  await walk.here('dialog AskPurpose')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByText(desk.t('tickets.purpose-missing')).waitFor()
  await walk.here('dialog AskPurpose missing')
  await close()
}
