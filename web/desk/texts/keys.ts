import type accounts from './accounts.ru.json'
import type chats from './chats.ru.json'
import type deadlines from './deadlines.ru.json'
import type deliveries from './deliveries.ru.json'
import type events from './events.ru.json'
import type figures from './figures.ru.json'
import type frame from './frame.ru.json'
import type knowledge from './knowledge.ru.json'
import type learning from './learning.ru.json'
import type letters from './letters.ru.json'
import type problems from './problems.ru.json'
import type staff from './staff.ru.json'
import type templates from './templates.ru.json'
import type tickets from './tickets.ru.json'
import type words from './words.ru.json'

type In<Feature extends string, Texts> = `${Feature}.${keyof Texts & string}`
/** Every text there is: a wrong key does not compile. */
export type TextKey =
  | In<'accounts', typeof accounts>
  | In<'chats', typeof chats>
  | In<'deadlines', typeof deadlines>
  | In<'deliveries', typeof deliveries>
  | In<'events', typeof events>
  | In<'figures', typeof figures>
  | In<'frame', typeof frame>
  | In<'knowledge', typeof knowledge>
  | In<'learning', typeof learning>
  | In<'letters', typeof letters>
  | In<'problems', typeof problems>
  | In<'staff', typeof staff>
  | In<'templates', typeof templates>
  | In<'tickets', typeof tickets>
  | In<'words', typeof words>
