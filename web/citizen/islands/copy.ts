/** Shows the copy button, which can do nothing without script, and says when the number is copied. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset['copy'] ?? '')?.textContent?.trim() ?? ''
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // Without the right to the clipboard (or on plain http) the number is selected, so that Ctrl+C takes it.
      getSelection()?.selectAllChildren(document.getElementById(button.dataset['copy'] ?? '') as HTMLElement)
      return
    }
    const word = button.querySelector('span') as HTMLElement
    word.textContent = button.dataset['copied'] ?? ''
  })
}

export {}
