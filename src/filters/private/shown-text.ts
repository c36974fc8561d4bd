/** A text of the user's in quotation marks, cut where it is long. */
export function shownText(text: string): string {
  const start = [...text.slice(0, 90)].slice(0, 40).join('');
  return `"${start}${start.length < text.length ? '…' : ''}"`;
}
