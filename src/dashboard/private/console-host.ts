import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';

const MAPPING_ID = 'TraceConsoleDomains';
const KEY = 'domain';

/**
 * Where the consoles of the partitions are, below the name of the Region. Sources: AWS General Reference, "AWS Management Console endpoints"; X-Ray Developer
 * Guide for China, "Console deep linking"; AWS GovCloud User Guide, "Configuring Your Account"; read 2026-11-23. Those of the other partitions are not
 * confirmed by a page of AWS: they are here for a stack that may be deployed there must not fail.
 */
const DOMAINS: Readonly<Record<string, string>> = {
  'aws': 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-iso': 'console.c2s.ic.gov',
  'aws-iso-b': 'console.sc2s.sgov.gov',
  'aws-iso-e': 'console.cloud.adc-e.uk',
  'aws-iso-f': 'console.csp.hci.ic.gov',
};

/** The host of the console for the Region of a stack; a mapping in the stack decides where the partition is known at deployment only. */
export function consoleHost(scope: IConstruct): string {
  const stack = Stack.of(scope);
  const partition = Token.isUnresolved(stack.region) ? undefined : RegionInfo.get(stack.region).partition;
  const domain = partition === undefined ? undefined : DOMAINS[partition];
  return `${stack.region}.${domain ?? mappedDomain(stack)}`;
}

function mappedDomain(stack: Stack): string {
  const made = stack.node.tryFindChild(MAPPING_ID);
  const mapping = made instanceof CfnMapping ? made : new CfnMapping(stack, MAPPING_ID, { mapping: mappingOf(DOMAINS) });
  return mapping.findInMap(Aws.PARTITION, KEY);
}

function mappingOf(domains: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
  return Object.fromEntries(Object.entries(domains).map(([partition, domain]) => [partition, { [KEY]: domain }]));
}
