import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Finding, PREFIX } from './finding';

/** Something found, and the construct that it is about. */
export type Located = readonly [construct: IConstruct, finding: Finding];

/** Compares what was rendered with what was meant, when the templates of an app are written. */
export type Check = (app: IConstruct) => Located[];

class AfterSynthesis implements IPolicyValidationPlugin {
  public readonly name = PREFIX;
  public readonly checks = new Set<Check>();

  public validate({ appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    return { success: true, violations: [...this.checks].flatMap((check) => check(appConstruct)).map(violation) };
  }
}

function violation([construct, { id, cause, remedy }]: Located): PolicyViolation {
  return {
    ruleName: id,
    description: cause,
    fix: remedy,
    severity: 'warning',
    violatingResources: [{ constructPath: construct.node.path, locations: [] }],
  };
}

const PLUGINS = new WeakMap<IConstruct, AfterSynthesis>();

/** Has an app checked after synthesis; the same check counts once. */
export function checkAfterSynthesis(scope: IConstruct, check: Check): void {
  const { root } = scope.node;
  const plugin = PLUGINS.get(root) ?? new AfterSynthesis();
  if (!PLUGINS.has(root)) {
    PLUGINS.set(root, plugin);
    Validations.of(root).addPlugins(plugin);
  }
  plugin.checks.add(check);
}
