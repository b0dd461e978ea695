import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForSecrets } from './asks-for-secrets.ts'

const asks = [
  'Сообщите код из SMS.',
  'Здравствуйте. Продиктуйте, пожалуйста, пароль от кабинета',
  'Пришлите код подтверждения, и мы войдем за вас',
  'Для проверки назовите CVV карты.',
  'Пароль пришлите в ответном письме.',
  'Какой у вас пин-код?',
  'Please send us the code from the message.',
  'Tell me your password',
  'Если вы не против, назовите код из сообщения.',
  'Не беспокойтесь, сообщите пароль.',
  'Пришлите код ошибки и код из SMS.',
  'Share the one-time code with us.',
  'Нам нужно, чтобы код вы назвали: готовы сообщить код?',
]
const harmless = [
  'Никому не сообщайте код из SMS.',
  'Мы никогда не просим назвать пароль.',
  'Пришлите код ошибки с экрана.',
  'Укажите почтовый код вашего отделения.',
  'Штрихкод на квитанции сообщите оператору.',
  'Пришлите номер обращения и снимок экрана.',
  'Never share your password with anyone.',
  'Send us the error code from the screen.',
  'Do not send us any codes.',
  'Введите пароль на странице входа.',
  'Сообщаем, что код отправлен.',
  'Вам не нужно сообщать код оператору.',
  'We never ask you to tell a password.',
  'Кодекс и регламент укажите в заявлении.',
]

test('PHISH-4: words that ask for a password or a code are caught in both languages', () => {
  for (const text of asks) assert.ok(asksForSecrets(text), text)
})

test('PHISH-4: warnings and error codes pass', () => {
  for (const text of harmless) assert.equal(asksForSecrets(text), null, text)
})

test('PHISH-4: the guilty sentence is named, a warning beside it does not excuse it', () => {
  assert.equal(asksForSecrets('Никому не сообщайте код. Сообщите код из SMS. Спасибо.'), 'Сообщите код из SMS.')
})
