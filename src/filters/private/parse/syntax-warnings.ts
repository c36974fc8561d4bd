import { shownText } from '../shown-text';

export const PARENTHESES = 'parentheses around a part are not documented by AWS, though seen in use: try the filter in the console before you rely on it';
export const MIXED = 'AND and OR stand beside each other without parentheses, and AWS does not document which goes first: AND is taken first here; put parentheses around what belongs together';
export const WRITTEN_NOT = 'NOT is not documented by AWS: write ! instead, as it is read here';
export const BACKSLASH = 'a backslash is taken as a character: AWS documents no escapes in texts';

export function unquoted(word: string): string {
  return `${shownText(word).slice(1, -1)} stands without quotation marks, against AWS's own rule: write ${shownText(word)}`;
}
