/** An address up to where a sentence goes on after it. */
const address = /(https:\/\/[^\s<>"«»“”]*[^\s<>"«»“”.,:;!?)])/

/** Words of the service with the addresses in them as links; what may be linked to was decided when it was written. The talk stays open beside it. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(address).map((part, at) =>
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
          <a key={at} href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}
