const asks =
  /(сообщит|назов|продикту|пришлит|отправ|напиш|укаж|скаж|введит|give|tell|send|share|provide|reply with)[\p{L}]{0,12}[^.!?\n]{0,60}?(парол|код[а-я]{0,2}\s+(из|с|от|подтвержд|в\s*смс|входа)|смс[\s-]?код|cvv|cvc|пин[\s-]?код|password|passcode|one-time code|sms code|verification code|pin code)/iu
const warns = /(никому|никогда|не\s+(сообща|назыв|присыла|отправля|дикту|пишите|вводите)|never|do not|don't)/iu

/** Whether a text of staff asks the citizen for a password or a code; a warning not to tell them is no asking (PHISH-4). */
export const asksForSecret = (text: string): boolean =>
  text.split(/(?<=[.!?\n])/u).some((sentence) => asks.test(sentence.slice(0, 1000)) && !warns.test(sentence.slice(0, 1000)))
