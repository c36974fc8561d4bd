import { SamplingBudget } from './sampling-budget';
import { SamplingPresetOptions } from './sampling-preset-options';
import { PlannedSamplingRule } from './sampling-rule-options';
import { invalid } from '../errors';
import { shown } from '../input/check-number';
import { isRecord } from '../references';

/**
 * Rules that most plans have, for the `rules` of a `SamplingPlan`. The options change anything about them.
 */
export class SamplingRules {
  /**
   * Samples no health checks: name `health-checks`, path `/health*`, rate 0 and reservoir 0. Its place is before the rules that would match them too.
   *
   * @param options what is different, such as `urlPath` or a `host`
   */
  public static healthChecks(options: SamplingPresetOptions = {}): PlannedSamplingRule {
    checkOptions('healthChecks', options);
    return { ...preset(options, 'health-checks', 0, 0), urlPath: options.urlPath ?? '/health*' };
  }

  /**
   * Samples every request: name `everything`, rate 1. For development, or where Transaction Search is on.
   *
   * @param options what is different, such as a `serviceName`
   */
  public static everything(options: SamplingPresetOptions = {}): PlannedSamplingRule {
    checkOptions('everything', options);
    return preset(options, 'everything', 1, 0);
  }

  /**
   * Takes what no rule before it does, so that X-Ray's own Default rule, which all apps of the account share, does not decide: name `catch-all`,
   * rate 0.05 and reservoir 1, as that has. Its place is the end of a plan.
   *
   * @param options what is different, such as `fixedRate`
   */
  public static catchAll(options: SamplingPresetOptions = {}): PlannedSamplingRule {
    checkOptions('catchAll', options);
    return preset(options, 'catch-all', 0.05, 1);
  }

  /**
   * Samples what no rule before it does within a budget, from which its rate is computed: name `within-budget`, reservoir 0. Its place is the end of a plan.
   *
   * @param budget how many traces or dollars a month the rule may take, with the traffic that comes to it
   * @param options what is different; `fixedRate` can't be given beside a budget
   */
  public static withinBudget(budget: SamplingBudget, options: SamplingPresetOptions = {}): PlannedSamplingRule {
    checkOptions('withinBudget', options);
    if (!isRecord(budget)) {
      invalid('SamplingRules.withinBudget()', `budget must be a SamplingBudget, got ${shown(budget)}: use SamplingBudget.tracesPerMonth() or dollarsPerMonth()`);
    }
    return { ...preset(options, 'within-budget', undefined, 0), budget };
  }

  private constructor() {
  }
}

/** Values that are undefined don't stand for what the preset has: health checks without a path would be all requests. */
function preset(options: SamplingPresetOptions, name: string, fixedRate: number | undefined, reservoir: number): PlannedSamplingRule {
  return {
    ...options,
    samplingRuleName: options.samplingRuleName ?? name,
    fixedRate: options.fixedRate ?? fixedRate,
    reservoir: options.reservoir ?? reservoir,
  };
}

function checkOptions(method: string, options: SamplingPresetOptions): void {
  if (!isRecord(options)) {
    invalid(`SamplingRules.${method}()`, `options must be an object such as { urlPath: "/ping" }, got ${shown(options)}`);
  }
}
