/** Invented people of the demonstration: numbers of a code that no operator has, addresses of a domain that can never exist. */
export interface Person {
  name: string
  sex: 'm' | 'f' | null
  phone: string
  email: string
  lang: 'ru' | 'en'
  zone: string
}

const women =
  'Савельева Нина Петровна, Орлова Мария Игоревна, Тихомирова Вера Львовна, Кузьмина Ольга Сергеевна, Лапшина Дарья Олеговна, Зорина Тамара Ивановна, Белкина Софья Андреевна, Рощина Галина Федоровна, Сорокина Алла Юрьевна, Панина Ирина Дмитриевна, Журавлева Лидия Павловна, Мельникова Ксения Романовна, Горшкова Раиса Степановна, Ершова Юлия Викторовна, Калинина Полина Максимовна, Дроздова Зоя Антоновна, Субботина Елена Борисовна, Чернова Анна Глебовна, Левина Марина Олеговна, Полякова Татьяна Ильинична, Осипова Надежда Егоровна, Ветрова Инна Аркадьевна, Соболева Людмила Яковлевна, Гаврилова Яна Денисовна, Мухина Валентина Семеновна'
const men =
  'Крылов Антон Павлович, Седов Игорь Николаевич, Макаров Петр Алексеевич, Фомин Степан Ильич, Лебедев Роман Юрьевич, Гусев Виктор Андреевич, Дорохов Олег Сергеевич, Ильин Максим Витальевич, Рябов Геннадий Федорович, Носов Кирилл Дмитриевич, Уваров Борис Леонидович, Ширяев Павел Игоревич, Козырев Аркадий Львович, Баранов Денис Олегович, Жданов Семен Петрович, Тарасов Вадим Романович, Маслов Федор Егорович, Пахомов Руслан Тимурович, Щукин Яков Борисович, Родин Николай Степанович, Сафонов Артем Глебович, Князев Илья Маратович, Лазарев Юрий Антонович, Мартынов Глеб Иванович, Ефимов Анатолий Кузьмич'
const guests = 'Alex Morrow, Priya Raman, Lucas Ferreira, Hannah Weiss, Minh Tran, Sara Lindqvist, Omar Haddad, Julia Novak, Daniel Okafor, Mei Tanaka'

const zones = ['Europe/Moscow', 'Europe/Moscow', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok']
const listOf = (names: string, sex: Person['sex'], lang: Person['lang']) => names.split(', ').map((name) => ({ name, sex, lang }))

/** Sixty people; women and men take turns, every seventh or so writes in English. */
export const citizens: readonly Person[] = [...listOf(women, 'f', 'ru'), ...listOf(men, 'm', 'ru'), ...listOf(guests, null, 'en')].map((person, index) => {
  const number = String(index + 1).padStart(2, '0')
  return { ...person, phone: `+7 000 000-00-${number}`, email: `u${number}@example.org`, zone: zones[index % zones.length]! }
})
