import { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { labelOf } from './label';
import { ShownRules } from './shown-rules';
import { evenParts, Graph, graphs, heading, inParts, SAMPLED, text } from './widgets';
import { FaultRate } from '../../groups/fault-rate';
import { ITraceGroup } from '../../groups/i-trace-group';

const MOST_GRAPHS_A_ROW = 3;

/** A group as it is called on a dashboard. */
export interface NamedGroup {
  readonly name: string;
  readonly group: ITraceGroup;
}

/** What X-Ray measures. */
export interface TraceContent {
  readonly groups: readonly NamedGroup[];
  readonly services: readonly NamedGroup[];
  readonly faultRates: readonly FaultRate[];
  readonly rules: ShownRules;
}

export function traceRows({ groups, services, faultRates, rules: { measured, unmeasured } }: TraceContent, dashboard: IConstruct): IWidget[][] {
  const shown = [
    ...graphOf(`Groups: traces (${SAMPLED})`, 'count', groups.map(countOf)),
    ...graphOf(`Services: traces (${SAMPLED})`, 'count', services.map(countOf)),
    ...graphOf(`Fault rates (${SAMPLED})`, 'percent', faultRates.map((rate) => rate.metric({ label: labelOf(rate, dashboard) }))),
    ...graphOf('Sampling rates (rules with a boost)', 'rate', measured.map((rule) => rule.metricSamplingRate({ label: rule.samplingRuleName }))),
  ];
  const note = 'Counts are about right; fault rates are percent of the traces; sampling rates are 0 to 1.';
  const names = unmeasured.map(({ samplingRuleName }) => `\`${samplingRuleName}\``).join(', ');
  return [
    ...shown.length === 0 ? [] : [heading(`Traces, from ${SAMPLED}`, note)],
    ...evenParts(shown, MOST_GRAPHS_A_ROW).map(graphs),
    ...unmeasured.length === 0 ? [] : [[text(`X-Ray measures the sampling rates of rules with samplingRateBoost only. Without one: ${names}`, 1)]],
  ];
}

function countOf({ name, group }: NamedGroup): IMetric {
  return group.metricTraceCount({ label: name });
}

function graphOf(title: string, unit: string, lines: readonly IMetric[]): Graph[] {
  return inParts({ title, unit, lines });
}
