/** Common first names; other names are found by being unknown words in capitals. */
const NAMES = `александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин валерий василий виктор виталий владимир
 владислав всеволод вячеслав геннадий георгий герман глеб григорий данил даниил денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид
 максим марк матвей михаил никита николай олег павел петр роман руслан сергей станислав степан тимофей тимур федор филипп эдуард юрий яков ярослав
 ахмед ильдар марат рамиль рашид ринат рустам айдар азат
 александра алена алина алла анастасия ангелина анжела анна антонина валентина валерия варвара василиса вера вероника виктория галина дарья диана ева
 евгения екатерина елена елизавета жанна зинаида зоя инна ирина карина кира клавдия кристина ксения лариса лидия людмила любовь маргарита марина мария
 милана надежда наталья наталия нина оксана олеся ольга полина раиса регина римма светлана снежана софия софья таисия тамара татьяна ульяна юлия яна
 алия гульнара гузель динара эльвира эльмира
 саша леша андрюша ваня витя вова дима женя коля костя лена маша миша наташа оля паша петя сережа слава таня юля катя аня настя даша света ира
 alexander alexey andrew anna anthony charles david elena elizabeth george ivan james jane john joseph maria mary michael mohammed natalia olga patricia
 peter robert sarah sergey susan thomas victor william`
  .trim()
  .split(/\s+/)

/** Words of every day too: in small letters they are no names. */
const WORDS_TOO = new Set('вера надежда любовь роман слава лев марк ева света mark'.split(' '))

const endingsOf = (name: string): string[] => {
  if (/[ая]$/u.test(name)) return ['а', 'я', 'и', 'ы', 'е', 'у', 'ю', 'ой', 'ей', 'ою', 'ею', ''].map((end) => name.slice(0, -1) + end)
  if (/[йь]$/u.test(name)) return ['й', 'ь', 'я', 'ю', 'ем', 'е', 'и'].map((end) => name.slice(0, -1) + end)
  return ['', 'а', 'у', 'ом', 'е'].map((end) => name + end)
}
const forms = new Set(NAMES.flatMap(endingsOf).filter((form) => form.length > 2))
const unlikely = new Set([...WORDS_TOO].flatMap(endingsOf))

/** `small` is in small letters with е for ё. */
export const isFirstName = (small: string, isInCapitals: boolean): boolean => forms.has(small) && (isInCapitals || !unlikely.has(small))
