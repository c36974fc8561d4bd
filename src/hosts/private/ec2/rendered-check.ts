import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { plainText } from './user-data-text';
import { checkAfterSynthesis } from '../../../after-synthesis';
import { userDataNotExtended } from '../../../findings';
import { isRecord } from '../../../references';
import { Templates } from '../../../templates';

/** User data that was meant to have our script. */
export interface Expectation {
  readonly resource: CfnResource;
  readonly script: string;
  /** Whether it is known, and said, that the script is not there. */
  readonly waived: () => boolean;
}

/**
 * Has user data compared with what was meant: what its L1 is given, and an override of its properties, wins over what the L2 has.
 */
export function expectRendered(collector: IConstruct, { resource, script, waived }: Expectation): void {
  checkAfterSynthesis(collector, () => waived() || hasScript(resource, script)
    ? []
    : [[collector, userDataNotExtended(`the user data of ${resource.node.path} was set or overridden at its L1`)]]);
}

function hasScript(resource: CfnResource, script: string): boolean {
  const rendered = new Templates().find(resource);
  return rendered === undefined || plainText(userDataOf(rendered.properties), resource).includes(plainText(script, resource).trim());
}

function userDataOf(properties: unknown): unknown {
  const { UserData, LaunchTemplateData } = isRecord(properties) ? properties : {};
  return UserData ?? (isRecord(LaunchTemplateData) ? LaunchTemplateData.UserData : undefined);
}
