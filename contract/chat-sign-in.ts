import { ChatSent, OfChat } from './chat.ts'
import { Exactly, route } from './route.ts'

export const joinChat = route({
  method: 'POST',
  path: '/api/chats/:id/owner',
  params: OfChat,
  body: Exactly({}),
  reply: ChatSent,
  summary: 'A talk that was begun as a guest in this browser becomes the account’s of whoever is signed in',
})
export const confirmSignIn = route({
  method: 'POST',
  path: '/api/chats/:id/proof',
  params: OfChat,
  body: Exactly({}),
  reply: ChatSent,
  summary: 'Tell staff who asked that a second factor was shown just now; refused with step-up.needed where it was not',
})
