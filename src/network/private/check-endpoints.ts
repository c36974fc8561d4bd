import { Stack, Token } from 'aws-cdk-lib';
import { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { fail } from '../../errors';
import { propertyOf } from '../../references';
import { TraceEndpointService } from '../trace-endpoint-service';
import { TraceEndpointsProps } from '../trace-endpoints-props';
import { TraceHost } from '../trace-host';
import { linked, linkTo } from './linked';

/** Refuses properties that can't work. */
export function checkEndpoints(scope: Construct, props: TraceEndpointsProps): void {
  checkMembers(scope, 'hosts', props.hosts, Object.values(TraceHost), 'TraceHost');
  for (const name of ['services', 'existing', 'unrestricted'] as const) {
    checkMembers(scope, name, props[name], Object.values(TraceEndpointService), 'TraceEndpointService');
  }
  if (props.restrictS3 && props.unrestricted?.includes(TraceEndpointService.S3)) {
    fail(scope, 'restrictS3 must be false where unrestricted has S3, got true: leave out one of them');
  }
  checkAccounts(scope, props.principalAccounts);
  checkGiven(scope, 'allowFrom', props.allowFrom, 'leave it out for the range of the VPC');
  checkGiven(scope, 'securityGroups', props.securityGroups, 'leave it out for a new one');
  checkRegion(scope, props.collector?._facts().region);
  checkDns(scope, props.vpc);
}

/** Refuses a VPC in which a gateway endpoint has no place. */
export function checkRouteTables(scope: Construct, vpc: IVpc): void {
  const subnets = [...vpc.privateSubnets, ...vpc.publicSubnets, ...vpc.isolatedSubnets];
  if (!subnets.some(({ routeTable }) => routeTable?.routeTableId)) {
    fail(scope, 'vpc must have route tables for the endpoint of Amazon S3, got an imported one without: '
      + 'give their ids where it is imported, or pass existing: [TraceEndpointService.S3] if it has one');
  }
}

function checkMembers(scope: Construct, name: string, values: readonly string[] | undefined, members: readonly string[], type: string): void {
  const wrong = values?.find((value) => !members.includes(value));
  if (wrong !== undefined) {
    fail(scope, `${name} must be members of ${type}, got ${JSON.stringify(wrong)}: use one of ${members.join(', ')}`);
  }
}

function checkGiven(scope: Construct, name: string, values: readonly unknown[] | undefined, remedy: string): void {
  if (values?.length === 0) {
    fail(scope, `${name} must have at least one member, got []: ${remedy}`);
  }
}

function checkAccounts(scope: Construct, accounts: readonly string[] | undefined): void {
  checkGiven(scope, 'principalAccounts', accounts, 'leave it out for the account of the stack');
  const wrong = accounts?.find((account) => !Token.isUnresolved(account) && !/^\d{12}$/.test(account));
  if (wrong !== undefined) {
    fail(scope, `principalAccounts must be account ids of 12 digits, got ${JSON.stringify(wrong)}`);
  }
}

function checkRegion(scope: Construct, region: string | undefined): void {
  const own = Stack.of(scope).region;
  if (region !== undefined && !Token.isUnresolved(region) && !Token.isUnresolved(own) && region !== own) {
    fail(scope, `collector must send to the Region of the VPC, ${own}, got ${region}: leave its region out, or give the hosts a NAT gateway`);
  }
}

function checkDns(scope: Construct, vpc: IVpc): void {
  const resource = linkTo(linked(vpc.vpcId, scope), 'AWS::EC2::VPC');
  if (!resource) {
    return;
  }
  for (const [name, byDefault] of [['EnableDnsSupport', true], ['EnableDnsHostnames', false]] as const) {
    const value = linked(propertyOf(resource, name), resource) ?? byDefault;
    if (value === false || value === 'false') {
      fail(scope, `vpc must have ${name} true, got false: interface endpoints with private DNS need it`);
    }
  }
}
