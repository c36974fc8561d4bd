import { finding } from './finding-ids';
import { Finding } from '../finding';

/**
 * @param problem the line of the filter, a caret and what was expected
 */
export function filterBroken(problem: string): Finding {
  return finding('filterBroken',
    `X-Ray can't read its filter expression, and the group stays empty: ${problem}`,
    'Mend the filter expression, or build it with FilterExpression');
}

export function filterFindsNothing(what: string): Finding {
  return finding('filterFindsNothing', `a part of its filter expression can find no trace: ${what}`, 'Mend that part, or acknowledge this if it is meant');
}

export function filterUndocumented(what: string): Finding {
  return finding('filterUndocumented', `its filter expression has what AWS does not document: ${what}`, 'Write it otherwise, or try it in the console and acknowledge this');
}

export function duplicateTraceGroup(name: string | undefined, other: string, environment: string, proviso = ''): Finding {
  return finding('duplicateTraceGroup',
    `${other} is the group ${name === undefined ? 'of that name' : JSON.stringify(name)} of ${environment} too${proviso}, and a name is there once for an account and Region`,
    'Rename one, or leave groupName out');
}

export function traceGroupQuota(environment: string, count: number): Finding {
  return finding('traceGroupQuota',
    `this app has ${count} groups in ${environment}; X-Ray allows 25 for an account and Region, shared with every other app, and the number can't be raised`,
    'Remove or merge groups: a filter in the console needs no group');
}

/**
 * @param by what encrypts with a key of the customer's
 * @param proviso under what it does, as the end of a sentence
 */
export function insightsNotSent(by: string, proviso = ''): Finding {
  return finding('insightsNotSent',
    `${by} has X-Ray encrypt with a key of your own${proviso}, and then X-Ray sends EventBridge no insights: nobody is told`,
    'Encrypt with the key of AWS, or watch the faults by an alarm, see FaultRate');
}

/**
 * @param containers those that send attributes of OpenTelemetry
 * @param canList whether their collector can be told which attributes become annotations
 */
export function annotationNotIndexed(keys: readonly string[], containers: readonly string[], canList: boolean): Finding {
  const [senders, use, their] = containers.length === 1 ? ['container', 'uses', 'its'] : ['containers', 'use', 'their'];
  const attribute = keys.length === 1 ? 'the attribute' : 'the attributes';
  return finding('annotationNotIndexed',
    `its filter looks for ${keys.map((key) => `annotation[${key}]`).join(', ')}, and ${senders} ${containers.join(', ')} ${use} OpenTelemetry, `
    + `where attributes become annotations only if they are listed; ${their} collector lists none that become so`,
    canList
      ? `List ${attribute} in indexedAttributes of TraceCollector.openTelemetry(), or in aws.xray.annotations of the spans and acknowledge this`
      : `List ${attribute} in aws.xray.annotations of the spans and acknowledge this; indexedAttributes of TraceCollector.openTelemetry() needs no change of code`);
}
