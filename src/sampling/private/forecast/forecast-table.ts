import { SamplingForecast, TrafficForecast } from '../../sampling-forecast';

const WIDTH = 100;
const GAP = '  ';
const HEADS = ['Traffic', 'Sampling rule', 'Requests/s', 'Sampled/s', 'Share', 'Traces/month'];
/** The smallest number that is shown as it is. */
const LEAST = 0.001;
/** The columns that hold names, which may be cut. */
const NAMES = 2;

/** A forecast for people: nothing is wider than 100 columns. */
export function forecastTable(forecast: SamplingForecast, pricesConfirmed: boolean): string {
  const rows = fitted([HEADS, ...forecast.traffic.map(cellsOf)]);
  const widths = HEADS.map((_head, column) => widest(rows, column));
  const lines = rows.map((cells) => cells
    .map((cell, column) => (column < NAMES ? cell + padding(cell, widths[column]) : padding(cell, widths[column]) + cell))
    .join(GAP));
  const { tracesPerMonth, dollarsPerMonth, priceModel, pricesAsOf, notes } = forecast;
  const prices = `${priceModel}, ${pricesConfirmed ? '' : 'unconfirmed '}prices of ${pricesAsOf}`;
  return [...lines, `Total: ${whole(tracesPerMonth)} traces, $${fixed(dollarsPerMonth)} a month (${prices})`, ...notes.flatMap(wrapped)].join('\n');
}

function cellsOf({ name, samplingRuleName, requestsPerSecond, sampledPerSecond, sampledShare, tracesPerMonth }: TrafficForecast): string[] {
  return [oneLine(name), oneLine(samplingRuleName), short(requestsPerSecond), short(sampledPerSecond), `${short(sampledShare * 100)} %`, whole(tracesPerMonth)];
}

/** Cuts names where the numbers leave no room for them. */
function fitted(rows: readonly string[][]): string[][] {
  const numbers = HEADS.slice(NAMES).reduce((total, _head, index) => total + GAP.length + widest(rows, NAMES + index), 0);
  const room = WIDTH - numbers - GAP.length;
  const first = Math.min(widest(rows, 0), Math.max(Math.floor(room / NAMES), room - widest(rows, 1)));
  return rows.map(([name, rule, ...others]) => [cut(name, first), cut(rule, room - first), ...others]);
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ');
}

function widest(rows: readonly string[][], column: number): number {
  return Math.max(...rows.map((cells) => [...cells[column]].length));
}

function padding(cell: string, width: number): string {
  return ' '.repeat(width - [...cell].length);
}

/** Breaks a note into lines. */
function wrapped(note: string): string[] {
  return note.split(' ').reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && `${last} ${word}`.length <= WIDTH ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

function whole(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

function fixed(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** As many digits as say something. */
function short(value: number): string {
  if (value > 0 && value < LEAST) {
    return `<${LEAST}`;
  }
  return value.toLocaleString('en-US', value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });
}
