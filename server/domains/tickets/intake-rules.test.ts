import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asksForSecrets } from '#contract/asks-for-secrets'
import type { DraftFields } from '#contract/drafts'
import { formKinds, topics } from '#contract/topics'
import { ruleFor } from '#domains/agency/index'
import { cpuMs } from '#testing/cpu-ms'
import { anIntake } from '#testing/factories'
import { intakeProblems } from './intake-problems.ts'
import { prepared, writingHints } from './writing-hints.ts'

const rules = { contactRequired: 'both', demoPhones: true } as const
const codes = (over: Record<string, unknown>, set: { contactRequired: 'both' | 'any'; demoPhones: boolean } = rules) =>
  intakeProblems({ ...anIntake(), ...over } as DraftFields, set).problems.map(({ code }) => code)

test('FORM-1, ASK-1: kind and topic are chosen from the lists; every topic has a rule of its own, none is lost', () => {
  for (const kind of formKinds) for (const topic of topics) assert.deepEqual(codes({ kind, topic }), [])
  assert.deepEqual(codes({ kind: 'complaint' }), ['kind.required'])
  assert.deepEqual(codes({ topic: '' }), ['topic.required'])
  assert.deepEqual(ruleFor('a topic of tomorrow'), { category: 'reference', priorityClass: 'standard', team: 'first_line' })
})

test('FORM-2, K19, SLA-1, REG-4: the topic says category, class and department', () => {
  assert.deepEqual(ruleFor('access.password'), { category: 'technical', priorityClass: 'urgent', team: 'first_line' })
  assert.deepEqual(ruleFor('data.name'), { category: 'documentary', priorityClass: 'dataChange', team: 'documents' })
  assert.deepEqual(ruleFor('account.suspicious'), { category: 'technical', priorityClass: 'urgent', team: 'security' })
})

test('FORM-3, ASK-2, K8: the subject has 5 to 150 characters, counted as people count them', () => {
  assert.deepEqual(codes({ subject: '   ' }), ['subject.required'])
  assert.deepEqual(codes({ subject: 'абвг' }), ['subject.too-short'])
  assert.deepEqual(codes({ subject: 'абвгд' }), [])
  assert.deepEqual(codes({ subject: '🙂'.repeat(150) }), [])
  assert.deepEqual(codes({ subject: 'я'.repeat(151) }), ['subject.too-long'])
})

test('FORM-4: the description has 20 to 5000 characters', () => {
  assert.deepEqual(codes({ description: undefined }), ['description.required'])
  assert.deepEqual(codes({ description: 'я'.repeat(19) }), ['description.too-short'])
  assert.deepEqual(codes({ description: ` ${'я'.repeat(20)} ` }), [])
  assert.deepEqual(codes({ description: '🙂'.repeat(5000) }), [])
  assert.deepEqual(codes({ description: 'я'.repeat(5001) }), ['description.too-long'])
})

test('ASK-4: the desired outcome is free, up to 1000 characters', () => {
  assert.deepEqual(codes({ desiredOutcome: '🙂'.repeat(1000) }), [])
  assert.deepEqual(codes({ desiredOutcome: 'я'.repeat(1001) }), ['desiredOutcome.too-long'])
})

test('ASK-3: our own number is checked by its digit, numbers of applications have forms of their own', () => {
  assert.deepEqual(codes({ relatedNumber: '26-1234-5678-0' }), ['relatedNumber.invalid'])
  for (const relatedNumber of ['1234567890', '123456789012', '2024/АБ-17', '№ 55']) assert.deepEqual(codes({ relatedNumber }), [], relatedNumber)
  for (const relatedNumber of ['<script>', '1', 'номер?!']) assert.deepEqual(codes({ relatedNumber }), ['relatedNumber.invalid'], relatedNumber)
})

test('FORM-5, FORM-6, K9: phone and mail are both asked for; a setting asks for one of them', () => {
  assert.deepEqual(codes({ phone: '', email: '' }), ['phone.required', 'email.required'])
  assert.deepEqual(codes({ phone: '12', email: 'nobody' }), ['phone.invalid', 'email.invalid'])
  const any = { contactRequired: 'any', demoPhones: true } as const
  assert.deepEqual(codes({ phone: '', email: '' }, any), ['contact.required'])
  assert.deepEqual(codes({ phone: '' }, any), [])
  assert.deepEqual(codes({ email: '' }, any), [])
  assert.deepEqual(codes({ email: 'x@' }, any), ['email.invalid'])
  assert.deepEqual(codes({}, { contactRequired: 'both', demoPhones: false }), ['phone.invalid'])
})

test('PREP-1: SNILS and INN are optional and checked by their digits', () => {
  assert.deepEqual(codes({ snils: '112-233-445 95', inn: '500100732259' }), [])
  assert.deepEqual(codes({ snils: '112-233-445 96', inn: '500100732258' }), ['snils.invalid', 'inn.invalid'])
})

test('FORM-6: all problems come at once in the order of the fields, and quote nothing that was typed', () => {
  const typed = {
    kind: 'x',
    topic: 'y',
    subject: 'зщш',
    description: 'кор',
    desiredOutcome: 'Ю'.repeat(1001),
    name: 'Ф'.repeat(201),
    phone: 'тел',
    email: 'поч',
    snils: 'сн',
    inn: 'ин',
  }
  const { problems } = intakeProblems(typed as DraftFields, rules)
  assert.deepEqual(
    problems.map(({ field }) => field),
    ['kind', 'topic', 'subject', 'description', 'desiredOutcome', 'name', 'phone', 'email', 'snils', 'inn'],
  )
  const said = JSON.stringify(problems)
  for (const value of Object.values(typed)) assert.ok((!said.includes(`"${value}"`) && !said.includes(value.slice(0, 3))) || /^[xy]$/.test(value), value)
})

test('PREP-4, K15: hints are soft: no text and no tone makes a problem of them', () => {
  assert.deepEqual(
    writingHints({ kind: 'problem', subject: 'Помогите!', description: 'Ну вот, типа не работает вообще.' }).map((h) => h.code),
    ['subject.vague', 'description.short', 'description.no-steps', 'description.filler', 'description.no-example'],
  )
  assert.deepEqual(
    writingHints(
      anIntake({ kind: 'question', description: 'Открыл раздел "Услуги", выбрал выписку от 12.11.2026 и нажал кнопку отправки. Страница пишет: ошибка 502.' }),
    ),
    [],
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.constantFrom(...formKinds), (subject, description, kind) => {
      const before = intakeProblems({ kind, subject, description }, rules).problems
      const hints = writingHints({ kind, subject, description })
      assert.deepEqual(intakeProblems({ kind, subject, description }, rules).problems, before)
      for (const { code } of hints) assert.ok(!before.some((p) => p.code === code))
    }),
  )
  assert.deepEqual(codes({ subject: 'БЕЗОБРАЗИЕ, верните деньги', description: 'Вы все там сволочи, ничего у вас не работает, позор.' }), [])
})

test('PREP-1: of the seven things worth preparing those that are there are named', () => {
  assert.deepEqual(prepared({}, 0), [])
  assert.deepEqual(prepared({ ...anIntake(), snils: '1', relatedNumber: '2' }, 1), ['name', 'id', 'number', 'contacts', 'problem', 'files'])
})

test('PHISH-4: a text of staff that asks for a password or a code is known, in Russian and English', () => {
  for (const text of [
    'Сообщите пароль от кабинета.',
    'Назовите код из СМС, пожалуйста',
    'Для проверки пришлите нам код подтверждения.',
    'Продиктуйте смс-код оператору',
    'Укажите, пожалуйста, ваш пин-код',
    'Здравствуйте. Введите пароль в ответном письме',
    'Please tell us your password',
    'Send the verification code to this address',
    'Reply with the one-time code',
    'Give me the PIN code',
    'Никому не говорите номер.\nНапишите нам код из смс.',
  ])
    assert.ok(asksForSecrets(text), text)
})

test('PHISH-4: a warning not to tell codes, and talk about codes, are no asking', () => {
  for (const text of [
    'Никому не сообщайте пароль и код из СМС, даже сотрудникам.',
    'Мы никогда не просим прислать код подтверждения.',
    'Не называйте код из смс.',
    'Код ошибки пришлите, пожалуйста, целиком: он виден на странице.',
    'Пришлите скан заявления и укажите номер.',
    'Never send your password to anyone.',
    'We do not ask you to give a verification code.',
    'Please send the error code from the page.',
    'Чтобы восстановить пароль, нажмите кнопку на странице входа.',
  ])
    assert.equal(asksForSecrets(text), null, text)
})

test('REL-24: hostile texts are judged within 50 ms of the processor', async () => {
  for (const text of ['сообщите '.repeat(2000), 'пришлите'.repeat(2500), `назовите ${'а'.repeat(20_000)}`, 'give '.repeat(4000)]) {
    const taken = await cpuMs(() => [asksForSecrets(text), writingHints({ kind: 'problem', subject: text.slice(0, 1000), description: text })])
    assert.ok(taken < 50, text.slice(0, 12))
  }
})
