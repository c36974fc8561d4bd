import { Token } from 'aws-cdk-lib';
import { Dialect, PLAIN_DIALECT } from './wildcard';
import { invalid } from '../../../errors';
import { shown } from '../../../input/check-number';
import { SamplingClient } from '../../sampling-client';
import { SamplingRequest } from '../../sampling-request';
import { SamplingServiceType } from '../../sampling-service-type';
import { Field, FIELDS, obeyedBySdks, RuleFacts } from '../rules/rule-facts';

/** A request as a client looks at it. */
export interface SeenRequest {
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** How one kind of client reads rules and requests. */
export interface ClientModel {
  /** The fields of a rule that it looks at. */
  readonly fields: readonly Field[];
  /** Whether a value that the request does not have matches every pattern; else it matches `*` alone. */
  readonly lackingMatches: boolean;
  readonly dialect: Dialect;
  /** Why it ignores a rule, if it does. */
  ignores(rule: RuleFacts): string | undefined;
  /** What a token hides that decides whether it obeys a rule at all, or which parts the rule has. */
  unknown(rule: RuleFacts): string | undefined;
  see(request: SamplingRequest): SeenRequest;
}

/**
 * `aws-xray-sdk-core` 3.12.0, read 2026-11-22. It compares lower-cased texts up to the length that they had before, which matters for the one character
 * that gets longer, the I with a dot.
 */
const XRAY_SDK: ClientModel = {
  fields: FIELDS.filter((field) => field !== 'resourceArn'),
  lackingMatches: true,
  dialect: { lowerCased: (text) => text.toLowerCase().slice(0, text.length), staysInLine: false },
  ignores: (rule) => {
    if (rule.patterns.serviceType === '') {
      return 'X-Ray SDKs ignore rules without a serviceType';
    }
    const ignored = (rule.attributes?.size ?? 0) > 0 ? 'attributes' : 'a resourceArn';
    return obeyedBySdks(rule) === false ? `X-Ray SDKs ignore rules with ${ignored}` : undefined;
  },
  unknown: ({ patterns, attributes }) => patterns.resourceArn === undefined ? 'resourceArn' : unknownKeys(attributes),
  see: (request) => ({ fields: givenOf(request), attributes: {} }),
};

/** `@opentelemetry/sampler-aws-xray` 0.3.0, read 2026-11-22. It takes what it knows of the request from the attributes of the span. */
const OPENTELEMETRY: ClientModel = {
  fields: FIELDS,
  lackingMatches: false,
  dialect: { ...PLAIN_DIALECT, staysInLine: true },
  ignores: () => undefined,
  unknown: ({ attributes }) => unknownKeys(attributes),
  see: ({ serviceName, serviceType, resourceArn, host, httpMethod, urlPath, attributes: given }) => {
    const attributes = withoutGaps({ 'server.address': host, 'http.request.method': httpMethod, 'url.path': urlPath, ...known(given) });
    return {
      attributes,
      fields: {
        serviceName: serviceName ?? '',
        serviceType,
        host: attributes['server.address'] ?? attributes['client.address'],
        httpMethod: attributes['http.request.method'],
        urlPath: attributes['url.path'] ?? pathOfUrl(attributes['url.full']) ?? '/',
        resourceArn: resourceArn || (serviceType === SamplingServiceType.LAMBDA_FUNCTION ? attributes['aws.lambda.invoked_arn'] : undefined),
      },
    };
  },
};

/** Not published by AWS: what `SamplingClient.AWS_SERVICE` says is assumed. */
const AWS_SERVICE: ClientModel = {
  fields: FIELDS,
  lackingMatches: false,
  dialect: PLAIN_DIALECT,
  ignores: () => undefined,
  unknown: ({ attributes }) => unknownKeys(attributes),
  see: (request) => ({ fields: givenOf(request), attributes: withoutGaps(known(request.attributes)) }),
};

export function modelOf(client: SamplingClient): ClientModel {
  switch (client) {
    case SamplingClient.XRAY_SDK:
    case SamplingClient.XRAY_SDK_NODEJS:
      return XRAY_SDK;
    case SamplingClient.OPENTELEMETRY:
      return OPENTELEMETRY;
    case SamplingClient.AWS_SERVICE:
      return AWS_SERVICE;
    default:
      return invalid('SamplingPlan.match()', `client must be one of ${Object.keys(SamplingClient).join(', ')}, got ${shown(client)}: use a member of SamplingClient`);
  }
}

function unknownKeys(attributes: RuleFacts['attributes']): string | undefined {
  return attributes === undefined ? 'attributes' : undefined;
}

/** The values that the request has; an empty one counts as none. */
function givenOf(request: SamplingRequest): SeenRequest['fields'] {
  const { serviceName, serviceType, host, httpMethod, urlPath, resourceArn } = request;
  return {
    serviceName: serviceName || undefined,
    serviceType: serviceType || undefined,
    host: host || undefined,
    httpMethod: httpMethod || undefined,
    urlPath: urlPath || undefined,
    resourceArn: resourceArn || undefined,
  };
}

/** Attributes may be a token as a whole. */
function known(attributes: SamplingRequest['attributes']): Readonly<Record<string, string>> {
  return attributes === undefined || Token.isUnresolved(attributes) ? {} : attributes;
}

/** An attribute may have any key, also one that objects have by themselves. */
function withoutGaps(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      found[key] = value;
    }
  }
  return found;
}

function pathOfUrl(url: string | undefined): string | undefined {
  if (url === undefined || Token.isUnresolved(url)) {
    return url;
  }
  return url.includes('://') && URL.canParse(url) ? new URL(url).pathname || '/' : undefined;
}
