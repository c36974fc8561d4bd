import { Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The path of a construct as it is told apart on a dashboard: from the stack on where that is the stack of the dashboard, else from the Stage on. */
export function labelOf(construct: IConstruct, dashboard: IConstruct): string {
  const { path } = construct.node;
  const outer = [Stack.of(dashboard), Stage.of(dashboard)].find((each) => each && each.node.path !== '' && path.startsWith(`${each.node.path}/`));
  return outer ? path.slice(outer.node.path.length + 1) : path;
}
