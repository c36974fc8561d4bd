export interface TracedResource {
  readonly constructPath: string;
  readonly resourceType: string;
  readonly state: string;
  readonly reason: string;
}

type Row = readonly string[];

const HEADER: Row = ['Resource', 'Type', 'X-Ray'];
const GAP = '  ';
const INDENT = '    ';
const LONGEST_PATH = 46;

const STATES: Record<string, string> = {
  traced: 'traced',
  permitted: 'permitted',
  untraced: 'not traced',
  off: 'off',
  excluded: 'excluded',
  untraceable: 'cannot be traced',
  unknown: 'unknown',
};

/** The report as a table: first what is traced, then all that is not, and why. */
export function tableOf(resources: readonly TracedResource[], width: number): string {
  const rows = [HEADER, ...resources.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const rule = widths.map((length) => '-'.repeat(length)).join(GAP);
  const line = (row: Row) => row.map((cell, column) => cell.padEnd(widths[column])).join(GAP).trimEnd();

  const traced = resources.filter(isTraced);
  const others = new Map<string, TracedResource[]>();
  for (const resource of resources.filter((candidate) => !isTraced(candidate))) {
    others.set(resource.reason, [...others.get(resource.reason) ?? [], resource]);
  }
  return [
    line(HEADER),
    ...traced.length > 0 ? [rule] : [],
    ...traced.map((resource) => line(cellsOf(resource))),
    ...others.size > 0 ? [rule] : [],
    ...[...others].flatMap(([reason, group]) => [
      ...group.map((resource) => line(cellsOf(resource))),
      ...wrap(reason.replace(/^not traced: /, ''), width - INDENT.length).map((text) => INDENT + text),
    ]),
  ].join('\n');
}

/** For example `12 of 16 resources traced; 2 cannot be traced; 2 left as they are`. */
export function summaryOf(resources: readonly TracedResource[]): string {
  const count = (searched: string) => resources.filter(({ state }) => state === searched).length;
  const [traced, permitted, impossible] = ['traced', 'permitted', 'untraceable'].map(count);
  const others = resources.length - traced - permitted - impossible;
  return [
    `${traced} of ${resources.length} resources traced`,
    ...permitted > 0 ? [`${permitted} permitted`] : [],
    ...impossible > 0 ? [`${impossible} cannot be traced`] : [],
    ...others > 0 ? [`${others} left as ${others === 1 ? 'it is' : 'they are'}`] : [],
  ].join('; ');
}

function isTraced({ state }: TracedResource): boolean {
  return state === 'traced';
}

function cellsOf({ constructPath, resourceType, state }: TracedResource): Row {
  return [
    shorten(constructPath.replace(/^Shop\//, '').replace(/\/Resource$/, '')),
    resourceType.replace(/^AWS::/, ''),
    STATES[state] ?? state,
  ];
}

/** Leaves out the middle of what is too long. */
function shorten(path: string): string {
  if (path.length <= LONGEST_PATH) {
    return path;
  }
  const end = path.slice(path.lastIndexOf('/')).slice(-LONGEST_PATH / 2);
  return `${path.slice(0, LONGEST_PATH - end.length - 3)}...${end}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
