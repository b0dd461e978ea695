import type { DeskTicket } from '#contract/desk'

/** What every dialog about a request gets. */
export interface DialogProps {
  ticket: DeskTicket
  onClose: () => void
}
