import { one } from './words.ts'

const kept = 'opora-chat-sound'
/** Two soft notes of our own: hertz and the second at which each begins. */
const notes = [
  [660, 0],
  [880, 0.14],
] as const
const noteSeconds = 0.22
const loudness = 0.08

/** A sound for a new message, off until the person turns it on; turning it on lets it be heard once. Browsers play nothing before a press or a key. */
export function sounds(root: HTMLElement): () => void {
  const label = one(root, '[data-sound]')
  const box = label && one<HTMLInputElement>(label, 'input')
  if (!box || typeof AudioContext === 'undefined') return () => {}
  let context: AudioContext | undefined
  const wake = (): AudioContext => {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
    return context
  }
  const play = () => {
    const to = wake()
    for (const [hertz, begins] of notes) {
      const at = to.currentTime + begins
      const [note, volume] = [to.createOscillator(), to.createGain()]
      note.frequency.value = hertz
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds)
      note.connect(volume).connect(to.destination)
      note.start(at)
      note.stop(at + noteSeconds)
    }
  }
  label.hidden = false
  box.checked = localStorage.getItem(kept) === 'yes'
  box.addEventListener('change', () => {
    if (!box.checked) return localStorage.removeItem(kept)
    localStorage.setItem(kept, 'yes')
    play()
  })
  for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, () => box.checked && wake(), { once: true, capture: true })
  return () => box.checked && play()
}
/** On a shared computer the next person decides anew. */
export const forgetSound = (): void => localStorage.removeItem(kept)
