import { after, test } from 'node:test'
import { knowledgeAlone, knowledgeAndMail, platform, stoppedAnywhere } from './testing/recovery-model.ts'

after(() => platform.store.close())
const runs = { numRuns: 15, interruptAfterTimeLimit: 20_000 }

test('K6, section 5 row 1: who knows name, INN and passport changes no password, factor or contact, in whatever order and however long', () =>
  knowledgeAlone(runs))

test('K4, section 5 row 1: with the mailbox as well it takes a day in which every contact was told, and a second employee who did not start it', () =>
  knowledgeAndMail(runs))

test('RECOV-2: the link that every contact got stops it at each point of the way that leads in', () => stoppedAnywhere())
