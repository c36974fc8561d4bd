import { SamplingClient } from '../../sampling-client';
import { SamplingCriteria } from '../../sampling-criteria';

/** The fields of a rule that hold one pattern each. */
export const FIELDS = ['serviceName', 'serviceType', 'host', 'httpMethod', 'urlPath', 'resourceArn'] as const satisfies (keyof SamplingCriteria)[];

export type Field = typeof FIELDS[number];

/** How many characters X-Ray allows. Source: X-Ray API, SamplingRule; read 2026-11-22. */
export const LONGEST = {
  serviceName: 64,
  serviceType: 64,
  host: 64,
  httpMethod: 10,
  urlPath: 128,
  resourceArn: 500,
} as const satisfies Record<Field, number>;

/** Any text, or none. */
export const ANY = '*';

/** What is known of a sampling rule when the app is synthesized; what a token stands for is not, and is left out. */
export interface RuleFacts {
  /** The name in the account; it may hold tokens. */
  readonly name: string;
  readonly priority: number | undefined;
  readonly fixedRate: number | undefined;
  readonly reservoir: number | undefined;
  /** The pattern of each field; `*` where the rule has none. */
  readonly patterns: Readonly<Record<Field, string | undefined>>;
  /** The patterns by key; nothing where the keys are not known. */
  readonly attributes: ReadonlyMap<string, string | undefined> | undefined;
}

export function isXRaySdk(client: SamplingClient): boolean {
  return client === SamplingClient.XRAY_SDK || client === SamplingClient.XRAY_SDK_NODEJS;
}

/** Whether the X-Ray SDKs obey a rule; nothing where that is not known. */
export function obeyedBySdks({ patterns: { resourceArn }, attributes }: RuleFacts): boolean | undefined {
  if ((attributes?.size ?? 0) > 0 || (resourceArn !== undefined && resourceArn !== ANY)) {
    return false;
  }
  return resourceArn === undefined || attributes === undefined ? undefined : true;
}
