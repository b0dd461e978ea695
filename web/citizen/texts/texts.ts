import type { Lang } from '#contract/common'
import articlesEn from './articles.en.json' with { type: 'json' }
import articlesRu from './articles.ru.json' with { type: 'json' }
import cannotEn from './cannot.en.json' with { type: 'json' }
import cannotRu from './cannot.ru.json' with { type: 'json' }
import chatEn from './chat.en.json' with { type: 'json' }
import chatRu from './chat.ru.json' with { type: 'json' }
import errorsEn from './errors.en.json' with { type: 'json' }
import errorsRu from './errors.ru.json' with { type: 'json' }
import eventsEn from './events.en.json' with { type: 'json' }
import eventsRu from './events.ru.json' with { type: 'json' }
import fakesEn from './fakes.en.json' with { type: 'json' }
import fakesRu from './fakes.ru.json' with { type: 'json' }
import flashEn from './flash.en.json' with { type: 'json' }
import flashRu from './flash.ru.json' with { type: 'json' }
import formEn from './form.en.json' with { type: 'json' }
import formRu from './form.ru.json' with { type: 'json' }
import frameEn from './frame.en.json' with { type: 'json' }
import frameRu from './frame.ru.json' with { type: 'json' }
import guestEn from './guest.en.json' with { type: 'json' }
import guestRu from './guest.ru.json' with { type: 'json' }
import helpEn from './help.en.json' with { type: 'json' }
import helpRu from './help.ru.json' with { type: 'json' }
import historyEn from './history.en.json' with { type: 'json' }
import historyRu from './history.ru.json' with { type: 'json' }
import homeEn from './home.en.json' with { type: 'json' }
import homeRu from './home.ru.json' with { type: 'json' }
import legalEn from './legal.en.json' with { type: 'json' }
import legalRu from './legal.ru.json' with { type: 'json' }
import meEn from './me.en.json' with { type: 'json' }
import meRu from './me.ru.json' with { type: 'json' }
import noticesEn from './notices.en.json' with { type: 'json' }
import noticesRu from './notices.ru.json' with { type: 'json' }
import problemsEn from './problems.en.json' with { type: 'json' }
import problemsRu from './problems.ru.json' with { type: 'json' }
import receivedEn from './received.en.json' with { type: 'json' }
import receivedRu from './received.ru.json' with { type: 'json' }
import recoveryEn from './recovery.en.json' with { type: 'json' }
import recoveryRu from './recovery.ru.json' with { type: 'json' }
import requestEn from './request.en.json' with { type: 'json' }
import requestRu from './request.ru.json' with { type: 'json' }
import signinEn from './signin.en.json' with { type: 'json' }
import signinRu from './signin.ru.json' with { type: 'json' }
import stepsEn from './steps.en.json' with { type: 'json' }
import stepsRu from './steps.ru.json' with { type: 'json' }
import topicsEn from './topics.en.json' with { type: 'json' }
import topicsRu from './topics.ru.json' with { type: 'json' }
import viewEn from './view.en.json' with { type: 'json' }
import viewRu from './view.ru.json' with { type: 'json' }

const ru = {
  articles: articlesRu,
  cannot: cannotRu,
  chat: chatRu,
  errors: errorsRu,
  events: eventsRu,
  fakes: fakesRu,
  flash: flashRu,
  form: formRu,
  frame: frameRu,
  guest: guestRu,
  help: helpRu,
  history: historyRu,
  home: homeRu,
  legal: legalRu,
  me: meRu,
  notices: noticesRu,
  problems: problemsRu,
  received: receivedRu,
  recovery: recoveryRu,
  request: requestRu,
  signin: signinRu,
  steps: stepsRu,
  topics: topicsRu,
  view: viewRu,
}
/** The words of one language, by page group. */
export type Texts = typeof ru
const en: Texts = {
  articles: articlesEn,
  cannot: cannotEn,
  chat: chatEn,
  errors: errorsEn,
  events: eventsEn,
  fakes: fakesEn,
  flash: flashEn,
  form: formEn,
  frame: frameEn,
  guest: guestEn,
  help: helpEn,
  history: historyEn,
  home: homeEn,
  legal: legalEn,
  me: meEn,
  notices: noticesEn,
  problems: problemsEn,
  received: receivedEn,
  recovery: recoveryEn,
  request: requestEn,
  signin: signinEn,
  steps: stepsEn,
  topics: topicsEn,
  view: viewEn,
}
export const texts: Record<Lang, Texts> = { ru, en }

/** `{name}` in a text is replaced; a name that is not given stays and fails the page tests. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))

/** A text of a group by a key that comes from the server; `other` when the group does not know it. */
export const textOf = (group: Record<string, string>, key: string, other: string): string => (Object.hasOwn(group, key) ? (group[key] as string) : other)

/** Plural forms stand in one text: Russian "день|дня|дней", English "day|days". */
export function plural(lang: Lang, n: number, forms: string): string {
  const all = forms.split('|')
  const order = lang === 'ru' ? ['one', 'few', 'many'] : ['one', 'other']
  const at = order.indexOf(new Intl.PluralRules(lang).select(n))
  // Fractions are "other" in Russian and take the form of few: 1,5 дня.
  return (all[at === -1 ? 1 : at] ?? all.at(-1)) as string
}
