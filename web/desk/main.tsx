import './mantine.css'
import '../ui/tokens.css'
import './fonts.css'
import './base.css'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { viewSettings } from './frame/view-settings.ts'
import { loadTexts } from './texts/texts.tsx'

// Style elements made at run time (Mantine's variables, the scroll lock of dialogs) carry the nonce of this answer.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
setNonce(nonce)

const texts = await loadTexts(viewSettings().lang)
createRoot(document.getElementById('desk')!).render(<App nonce={nonce} texts={texts} />)
