/** The same as recovery-model.test.ts with many more stories; part of `npm run test:long`. */
import { after, test } from 'node:test'
import { knowledgeAlone, knowledgeAndMail, platform } from './testing/recovery-model.ts'

after(() => platform.store.close())
const runs = { numRuns: 400, interruptAfterTimeLimit: 400_000 }

test('K6, section 5 row 1: who knows name, INN and passport changes no password, factor or contact, in whatever order and however long', () =>
  knowledgeAlone(runs))

test('K4, section 5 row 1: with the mailbox as well it takes a day in which every contact was told, and a second employee who did not start it', () =>
  knowledgeAndMail(runs))
