/**
 * Words that stand in nearly every text and tell nothing: they are not indexed. Written with `е` for `ё`.
 * The list is short on purpose: not, without, when and who change what a person means, yet nobody looks for them alone.
 */
const RUSSIAN =
  'а без бы был была были было быть в вам вас ваш ваша ваше ваши вашего вашей ваших весь во вот все всего всей всех вы где да для до его ее ей ему если есть еще же за здесь и из изза или им ими их к ' +
  'как какая какие какой ко когда кто ли либо между меня мне мной мог могу может можно мои мой моя мою мое моего моей моих мы на над нам нас наш не него нее ней нем нет ни них но ну о об ' +
  'один однако он она они оно от очень по под после потому почему при про с сам сама сами свой своя свои себя со так также такой там тебе тебя то тогда того тоже той только том тот ты у уже ' +
  'хотя чего чей чем через что чтобы чье чья эта эти это этого этой этом этот эту я этим этих'
const ENGLISH =
  'a about after all also am an and any are as at be because been before being but by can could did do does for from had has have he her here him his how i if in into is it its just ' +
  'me more most my no nor not of on or other our out over own she should so some such than that the their them then there these they this those through to too under up very was we were ' +
  'what when where which while who why will with would you your'

export const STOP_WORDS: ReadonlySet<string> = new Set([...RUSSIAN.split(' '), ...ENGLISH.split(' ')])
