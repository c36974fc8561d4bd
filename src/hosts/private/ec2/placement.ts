import { IConstruct } from 'constructs';
import { exitHook, readBash, writeBash } from './exit-hook';
import { besides, oneMorePart, Turn } from './mime';
import { atPowershellEnd } from './powershell-end';
import { becomesAnother, beginningOf, contentTypeOf, endsByItself, isBash, isMime, leaves, plainText } from './user-data-text';

/** The script that a machine is given. */
export interface Script {
  readonly script: string;
  readonly windows: boolean;
  readonly required: boolean;
}

/** User data, and what became of the script in it. */
export interface Placement {
  readonly text: string;
  /** Why the script is not in it. */
  readonly obstacle?: string;
  /** What of the user's own runs without knowing how the script ended. */
  readonly apart: string;
}

/** Puts the script into user data in the way that leaves the user's own as it is. */
export function place(theirs: string, how: Script, resource: IConstruct): Placement {
  const placement = how.windows
    ? placeInPowershell(theirs, how, resource)
    : placeInScript(theirs, how, resource) ?? placeBeside(theirs, how, resource);
  return placement ?? { text: theirs, obstacle: obstacleOf(theirs, how, resource), apart: '' };
}

function placeInPowershell(theirs: string, { script, required }: Script, resource: IConstruct): Placement | undefined {
  const extended = atPowershellEnd(theirs, script, required);
  return extended && { text: extended.text, apart: plainText(extended.before, resource) };
}

/** Run by the user's own script, when it ends in whatever way. */
function placeInScript(theirs: string, { script, required }: Script, resource: IConstruct): Placement | undefined {
  const bash = readBash(theirs);
  const commands = plainText(bash.commands, resource);
  if (!isBash(bash.shebang) || endsByItself(commands) || becomesAnother(commands)) {
    return undefined;
  }
  const hook = exitHook(script, required);
  // a signal of the user's waits for us only where it is to tell how we ended
  const atExit = required || leaves(bash.atExit.join('\n')) ? [hook, ...bash.atExit] : [...bash.atExit, hook];
  return { text: writeBash({ ...bash, atExit }), apart: commands };
}

/** Run by cloud-init beside what the user has it do. */
function placeBeside(theirs: string, { script }: Script, resource: IConstruct): Placement | undefined {
  const plain = plainText(theirs, resource);
  const beginning = beginningOf(theirs, resource);
  if (isMime(beginning)) {
    return { text: oneMorePart(theirs, script, resource), apart: plain };
  }
  const contentType = contentTypeOf(beginning);
  // what becomes another program may never end
  const turn = contentType === 'text/x-shellscript' && becomesAnother(plain) ? Turn.FIRST : Turn.LAST;
  return contentType === undefined ? undefined : { text: besides(theirs, contentType, script, turn, resource), apart: plain };
}

function obstacleOf(theirs: string, { windows }: Script, resource: IConstruct): string {
  const what = `the user data of ${resource.node.path}`;
  const beginning = beginningOf(theirs, resource);
  if (windows) {
    return `${what} has no <powershell>...</powershell> to which it could be added`;
  }
  return beginning === ''
    ? `nothing tells what ${what} is, for it is empty or computed by CloudFormation`
    : `${what} is of no kind that cloud-init knows, it begins with ${JSON.stringify(beginning.split('\n', 1)[0].slice(0, 40))}`;
}
