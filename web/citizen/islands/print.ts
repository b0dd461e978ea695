/** Prints, and warns before codes are left that were shown once and not marked as saved. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
const box = document.querySelector<HTMLInputElement>('[data-leaving]')
if (box) {
  let going = false
  // Downloading the file is a form as well and does not leave the page.
  box.form?.addEventListener('submit', () => {
    going = true
  })
  addEventListener('beforeunload', (event) => {
    if (!box.checked && !going && !document.activeElement?.closest('form[action$="/file"]')) event.preventDefault()
  })
}

export {}
