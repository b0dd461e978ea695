import { fileURLToPath } from 'node:url'

const font = (weight: string) => fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/Roboto-${weight}.ttf`))

/** A4 with the product's own fonts (Cyrillic included); loaded only when the first PDF is asked for. Nothing outside the fonts may be read. */
export async function makePdf(document: { info: { title: string }; language: string; content: unknown[] }): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake')
  const fonts = { Roboto: { normal: font('Regular'), bold: font('Medium'), italics: font('Italic'), bolditalics: font('MediumItalic') } }
  pdfmake.setFonts(fonts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path: string) => Object.values(fonts.Roboto).includes(path))
  const pdf = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 48],
    defaultStyle: { font: 'Roboto', fontSize: 12, lineHeight: 1.3 },
    styles: {
      h1: { fontSize: 18, bold: true, margin: [0, 12, 0, 4] },
      number: { fontSize: 32, bold: true, margin: [0, 0, 0, 16] },
      label: { color: '#47524F' },
      small: { fontSize: 10, color: '#47524F' },
    },
    ...document,
  } as never)
  return Buffer.from(await pdf.getBuffer())
}
