import { Counts, countByType } from './counting';
import { NEEDED, mayDo } from './permissions';
import { isJsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

/** How much of what a traced host needs there is in the account: rules, endpoints, and roles that may do what a collector does. */
export async function providedInAccount(emulator: Emulator): Promise<Counts> {
  const { sdk } = emulator;
  const records = await sdk.list('xray', 'get_sampling_rules', 'SamplingRuleRecords');
  const rules = records.filter(({ SamplingRule }) => isJsonObject(SamplingRule) && SamplingRule.RuleName !== 'Default');
  const endpoints = await sdk.list('ec2', 'describe_vpc_endpoints', 'VpcEndpoints');
  const roles: string[] = [];
  for (const { Arn } of await sdk.list('iam', 'list_roles', 'Roles')) {
    roles.push(...await mayDo(emulator, Arn, NEEDED.collector) ? [String(Arn)] : []);
  }
  return countByType([
    ...rules.map(() => 'rules '),
    ...endpoints.map(({ ServiceName }) => `${String(ServiceName).replace(/^.*\./, '')}-endpoints `),
    ...roles.map((arn) => `roles ${arn}`),
  ]);
}
