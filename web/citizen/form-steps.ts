/**
 * CHAT-5: forms with an instruction: where each stands, and its fields in the order in which they are filled in. The words are in
 * texts/steps.<lang>.json, `<form>` for its name and `<form>.<field>` for a step. A field that a page does not show now is left out in the window.
 */
export const formSteps = {
  topic: { path: '/requests/new/topic', fields: ['subject', 'kind', 'topic'] },
  details: { path: '/requests/new/details', fields: ['description', 'desiredOutcome', 'relatedNumber', 'name', 'phone', 'email'] },
  register: { path: '/register', fields: ['contact'] },
  recovery: { path: '/recovery/start', fields: ['contact'] },
  unlock: { path: '/unlock', fields: ['login'] },
  status: { path: '/guest/status', fields: ['number'] },
} as const

export type HelpedForm = keyof typeof formSteps
export const isHelpedForm = (id: string): id is HelpedForm => Object.hasOwn(formSteps, id)
