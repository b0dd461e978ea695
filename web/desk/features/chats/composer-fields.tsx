import { Button, Textarea } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { asksForSecrets } from '#contract/asks-for-secrets'
import { chatLimits } from '#contract/chat'
import { answerChat, type DeskChat, noteChat, uploadDeskChatFile } from '#contract/chat-desk'
import { useShortcut } from '../../frame/keys.ts'
import { useSayTyping } from '../../live/use-room.ts'
import { useDraft } from '../../parts/drafts.ts'
import { announce, tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { FileList, useUploads } from '../../parts/uploads.tsx'
import writing from '../../parts/writing.module.css'
import { AttachButton, SecretGuard, Used } from '../../parts/writing.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { type Article, ReadyAnswers } from './ready-answers.tsx'
import { useChatAction } from './use-chat-action.ts'

const routes = { write: answerChat, note: noteChat } as const
export type Mode = keyof typeof routes

export function ComposerFields({ mode, talk, field }: { mode: Mode; talk: DeskChat; field: RefObject<HTMLTextAreaElement | null> }) {
  const { t, lang } = useTexts()
  const [text, setText] = useDraft(`chat/${talk.id}/${mode}`)
  // The article the words came from goes along, as long as any of them are left.
  const [article, setArticle] = useDraft(`chat/${talk.id}/article`)
  const [isEmpty, setEmpty] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const uploads = useUploads(uploadDeskChatFile, { id: talk.id }, chatLimits.files)
  const picker = useRef<HTMLInputElement>(null)
  const action = useChatAction<(typeof routes)[Mode]>(routes[mode], talk.id)
  const { typed, stopped } = useSayTyping(`chat:${talk.id}`)
  const toCitizen = mode === 'write'
  const secret = toCitizen ? asksForSecrets(text) : null
  const change = (next: string) => {
    setText(next)
    setEmpty(false)
    if (next === '') setArticle('')
    if (!toCitizen) return
    if (next === '') stopped()
    else typed()
  }
  const send = async () => {
    const fileIds = uploads.files.map((file) => file.id)
    const nothing = text.trim() === '' && (!toCitizen || fileIds.length === 0)
    setEmpty(nothing)
    if (nothing || secret || action.busy || uploads.busy) return
    const body = toCitizen ? { ...(text.trim() && { text }), ...(fileIds.length && { fileIds }), ...(article && { article }) } : { text }
    const own = field.current
    const done = await action.act(body)
    if (!done) return
    // Words that were typed on while these were on their way stay; whoever has gone to the other tab is left there.
    const isHere = own !== null && field.current === own
    change(isHere && own.value.startsWith(text) ? own.value.slice(text.length).trimStart() : isHere ? own.value : '')
    setArticle('')
    uploads.clear()
    const { masked } = done
    if (masked.length > 0) tell(t('chats.masked'))
    else announce(t(`chats.sent.${mode}`))
    if (isHere && (document.activeElement === document.body || own.closest('section')?.contains(document.activeElement))) own.focus()
  }
  const insert = (it: Article) => {
    change(text.trim() ? `${text.trimEnd()}\n\n${it.text}` : it.text)
    setArticle(it.id)
    setChoosing(false)
    setTimeout(() => field.current?.focus())
  }
  useShortcut('send', send, choosing)
  useShortcut('attach', () => picker.current?.click(), !toCitizen)
  useShortcut('ready', () => setChoosing(true), !toCitizen)
  const onKey = (event: KeyboardEvent) => {
    if (!toCitizen || text !== '' || event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    setChoosing(true)
  }
  const paste = (event: ClipboardEvent) => {
    if (!toCitizen || event.clipboardData.files.length === 0) return
    event.preventDefault()
    void uploads.add([...event.clipboardData.files])
  }
  return (
    <div className={writing.fields}>
      {action.error && <ProblemAlert error={action.error} />}
      <Textarea
        ref={field}
        aria-label={t(`chats.words.${mode}`)}
        placeholder={t(toCitizen ? 'chats.words-hint' : 'chats.words.note')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={chatLimits.text}
        lang={toCitizen ? talk.lang : lang}
        value={text}
        error={isEmpty && t('tickets.words-missing')}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKey}
        onPaste={paste}
      />
      {secret && <SecretGuard sentence={secret} />}
      <FileList uploads={uploads} />
      <div className={writing.foot}>
        {toCitizen && (
          <>
            <Button variant="default" leftSection={<IconBook2 size={18} stroke={1.75} aria-hidden />} onClick={() => setChoosing(true)}>
              {t('chats.ready')}
            </Button>
            <AttachButton uploads={uploads} picker={picker} />
          </>
        )}
        <Used text={text} most={chatLimits.text} />
        <Button className={writing.send} loading={action.busy} disabled={!!secret} onClick={() => void send()}>
          {t(`chats.send.${mode}`)}
        </Button>
      </div>
      {choosing && <ReadyAnswers talk={talk} onPick={insert} onClose={() => setChoosing(false)} />}
    </div>
  )
}
