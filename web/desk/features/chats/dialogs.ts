export { EndDialog } from './end-dialog.tsx'
export { HandOverDialog } from './hand-over-dialog.tsx'
export { MakeRequestDialog } from './make-request-dialog.tsx'
