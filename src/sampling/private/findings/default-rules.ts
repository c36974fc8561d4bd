import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { placeOf } from '../../../account/place';
import { Located } from '../../../after-synthesis';
import { duplicateSamplingRule } from '../../../findings';
import { stageOf } from '../../../stages';
import { DEFAULT_RULE } from '../matching/decision';

const APPS = new WeakMap<IConstruct, IConstruct[]>();

/** Notes a construct that sets X-Ray's Default rule, which is there once for an account and Region. */
export function noteDefaultRule(construct: IConstruct): void {
  const { root } = construct.node;
  APPS.set(root, [...APPS.get(root) ?? [], construct]);
}

/** What sets the Default rule in a stack already. */
export function defaultRuleIn(stack: Stack): IConstruct | undefined {
  return APPS.get(stack.node.root)?.find((construct) => Stack.of(construct) === stack && isStillThere(construct));
}

/** What sets the Default rule in a Stage that something else sets already. */
export function defaultRuleFindings(stage: IConstruct): Located[] {
  const all = (APPS.get(stage.node.root) ?? []).filter((construct) => !isConditional(construct));
  return all.flatMap((construct, index): Located[] => {
    const place = placeOf(construct);
    const other = place && all.slice(0, index).find((earlier) => placeOf(earlier)?.key === place.key);
    return other && stageOf(construct) === stage
      ? [[construct, duplicateSamplingRule(DEFAULT_RULE.samplingRuleName, other.node.path, place.title)]]
      : [];
  });
}

/** A construct may be removed from what has it. */
function isStillThere({ node: { id, scope } }: IConstruct): boolean {
  return scope?.node.tryFindChild(id) !== undefined;
}

function isConditional(construct: IConstruct): boolean {
  return construct.node.findAll().some((child) => CfnResource.isCfnResource(child) && child.cfnOptions.condition !== undefined);
}
