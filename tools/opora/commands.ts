import type { Command } from './command.ts'

export type CommandEntry = { name: string; summary: string; load: () => Promise<{ command: Command }> }

/** Every command: its file is read only when it is asked for. To add one, write the file and its line here. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'due', summary: 'when an answer is due, by the production calendar', load: () => import('./due.ts') },
  { name: 'requirements', summary: 'every requirement and the tests that cover it, as JSON', load: () => import('./requirements.ts') },
  { name: 'create-admin', summary: 'a one-time link for the first administrator', load: () => import('./create-admin.ts') },
  { name: 'calendar', summary: 'the production calendar: years in use, a new year', load: () => import('./calendar.ts') },
  { name: 'rotate-keys', summary: 'new master keys, or a new key of the search, while the service runs', load: () => import('./rotate-keys.ts') },
  { name: 'schedule', summary: 'what the service does by itself, and when', load: () => import('./schedule.ts') },
  { name: 'assistant', summary: 'what the assistant makes of messages; learns from other texts', load: () => import('./assistant.ts') },
  { name: 'world', summary: 'the demonstration: makes it, prints codes to sign in', load: () => import('./world.ts') },
]
