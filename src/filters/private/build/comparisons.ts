import { Duration } from 'aws-cdk-lib';
import { ANY_NUMBER, NumberRange, readNumber, readText } from './check-filter';
import { invalid } from '../../../errors';
import { shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { FilterAnnotation } from '../../filter-annotation';
import { FilterDuration } from '../../filter-duration';
import type { FilterExpression } from '../../filter-expression';
import { FilterNumber } from '../../filter-number';
import { FilterText } from '../../filter-text';
import { Expression, Operator, Test } from '../ast';

export type Make = (expression: Expression) => FilterExpression;
type Compared = (test: Test) => Expression;

/** What is compared: where the user typed it, what a comparison of it is, and what makes it public. */
export interface Subject {
  readonly where: string;
  readonly compared: Compared;
  readonly make: Make;
}

/** Seconds, as X-Ray counts them. */
const SECONDS: NumberRange = { lowest: 0, highest: Infinity, whole: false, remedy: 'write Duration.seconds(2), for example' };

export class ComparedNumber extends FilterNumber {
  constructor(private readonly subject: Subject, private readonly range: NumberRange) {
    super();
  }

  public _compare(method: string, operator: Operator, value: number): FilterExpression {
    const number = readNumber(complainOf(this.subject, method), 'value', value, this.range);
    return made(this.subject, { operator, value: number });
  }
}

export class ComparedDuration extends FilterDuration {
  constructor(private readonly subject: Subject) {
    super();
  }

  public _compare(method: string, operator: Operator, value: Duration): FilterExpression {
    return made(this.subject, { operator, value: secondsOf(complainOf(this.subject, method), value) });
  }
}

export class ComparedText extends FilterText {
  constructor(private readonly subject: Subject) {
    super();
  }

  public _compare(method: string, operator: Operator, text: string): FilterExpression {
    return made(this.subject, { operator, value: readText(complainOf(this.subject, method), 'text', text) });
  }

  public _exists(): FilterExpression {
    return made(this.subject, {});
  }
}

export class ComparedAnnotation extends FilterAnnotation {
  constructor(private readonly subject: Subject) {
    super();
  }

  public _compareText(method: string, operator: Operator, text: string): FilterExpression {
    return made(this.subject, { operator, value: readText(complainOf(this.subject, method), 'text', text, otherMethod(method, text)) });
  }

  public _compareNumber(method: string, operator: Operator, value: number): FilterExpression {
    return made(this.subject, { operator, value: readNumber(complainOf(this.subject, method), 'value', value, ANY_NUMBER) });
  }

  public _is(value: boolean): FilterExpression {
    return made(this.subject, { operator: '=', value });
  }

  public _exists(): FilterExpression {
    return made(this.subject, {});
  }
}

function made(subject: Subject, test: Test): FilterExpression {
  return subject.make(subject.compared(test));
}

/** Which method compares a value that is no text. */
function otherMethod(method: string, value: unknown): string | undefined {
  if (method !== 'equalTo' && method !== 'notEqualTo') {
    return undefined;
  }
  return typeof value === 'number' ? `write ${method}Number(${value})` : typeof value === 'boolean' ? 'write isTrue() or isFalse()' : undefined;
}

function complainOf(subject: Subject, method: string): Complain {
  return (message) => invalid(`${subject.where}.${method}()`, message);
}

function secondsOf(complain: Complain, value: Duration): number {
  if (!(value instanceof Duration)) {
    complain(`value must be a Duration, got ${shown(value)}: ${SECONDS.remedy}`);
  }
  if (value.isUnresolved() && value.unitLabel() !== 'seconds') {
    complain(`value is a token in ${value.unitLabel()}: X-Ray counts in seconds; give a token of seconds to Duration.seconds()`);
  }
  return readNumber(complain, 'value', value.toSeconds({ integral: false }), SECONDS);
}
