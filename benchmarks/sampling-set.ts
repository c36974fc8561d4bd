import { FIELDS, RuleFacts } from '../src/sampling/private/rules/rule-facts';
import { SamplingCriteria } from '../src/sampling/sampling-criteria';
import { SamplingRequest } from '../src/sampling/sampling-request';
import { SamplingServiceType } from '../src/sampling/sampling-service-type';

const SERVICES = ['checkout', 'orders', 'payments', 'inventory', 'search', 'shipping'];

/** 25 rules of a shop, such as teams have: health checks first, then what single services want, then what is left of each service. */
export const RULES: readonly RuleFacts[] = [
  { urlPath: '/health*', httpMethod: 'GET' },
  { urlPath: '*/ping' },
  { httpMethod: 'OPTIONS' },
  { host: '*.internal.example.com', urlPath: '/metrics' },
  { serviceName: 'checkout*', httpMethod: 'POST', urlPath: '/api/*/cart/*/checkout' },
  { serviceName: 'checkout*', httpMethod: 'POST', urlPath: '/api/*/payments' },
  { serviceName: 'checkout*', urlPath: '/api/v?/sessions/*' },
  { serviceName: 'orders*', httpMethod: 'POST', urlPath: '/api/*/orders' },
  { serviceName: 'orders*', httpMethod: 'GET', urlPath: '/api/*/orders/*/items' },
  { serviceName: 'orders*', httpMethod: 'DELETE' },
  { serviceName: 'payments*', urlPath: '/callbacks/*/notify' },
  { serviceName: 'payments*', httpMethod: 'POST', host: 'pay.example.com' },
  { serviceName: 'inventory*', serviceType: SamplingServiceType.EC2_INSTANCE },
  { serviceName: 'inventory*', urlPath: '/api/*/stock/*' },
  { serviceName: 'search*', urlPath: '/api/*/suggest' },
  { serviceName: 'search*', urlPath: '/api/*/search' },
  { serviceName: 'shipping*', httpMethod: 'PUT', urlPath: '/api/*/parcels/*/state' },
  { serviceName: 'shipping*', urlPath: '/api/*/labels/*.pdf' },
  { host: 'admin.example.com' },
  { host: '*.staging.example.com' },
  { serviceName: 'orders*', serviceType: SamplingServiceType.ECS_CONTAINER },
  { serviceName: 'payments*', serviceType: SamplingServiceType.ECS_CONTAINER },
  { serviceName: 'search*', httpMethod: 'GET' },
  { urlPath: '/api/*/internal/*' },
  { serviceType: SamplingServiceType.ECS_CONTAINER, httpMethod: 'GET', urlPath: '/api/*' },
].map(factsOf);

/** Patterns of nothing but wildcards and one letter, as long as X-Ray allows: many ways to match the same text. */
export const HARD_RULES: readonly RuleFacts[] = Array.from({ length: 25 }, (_, index) => factsOf({
  serviceName: wild(64, index),
  host: wild(64, index + 1),
  httpMethod: wild(10, index + 2),
  urlPath: wild(128, index + 3),
}, index));

/** What a shop is asked; most of it goes to late rules or to none. */
export const REQUESTS: readonly SamplingRequest[] = SERVICES.flatMap((service) => [
  { method: 'GET', path: '/health/live' },
  { method: 'GET', path: '/api/v2/orders/81723/items' },
  { method: 'GET', path: '/api/v1/products/4711' },
  { method: 'GET', path: '/api/v1/search' },
  { method: 'POST', path: '/api/v1/carts/93/lines' },
  { method: 'PATCH', path: '/api/v2/customers/5/addresses/1' },
  { method: 'PUT', path: '/api/v2/parcels/77123/state' },
  { method: 'GET', path: '/account/settings/notifications' },
].map(({ method, path }) => ({
  serviceName: `${service}-api`,
  serviceType: SamplingServiceType.ECS_CONTAINER,
  host: 'www.example.com',
  httpMethod: method,
  urlPath: path,
})));

function factsOf(criteria: SamplingCriteria, index: number): RuleFacts {
  const [serviceName, serviceType, host, httpMethod, urlPath, resourceArn] = FIELDS.map((field) => criteria[field] ?? '*');
  return {
    name: `rule-${index}`,
    priority: index + 1,
    fixedRate: 0.05,
    reservoir: 1,
    patterns: { serviceName, serviceType, host, httpMethod, urlPath, resourceArn },
    attributes: new Map(),
  };
}

function wild(length: number, seed: number): string {
  return Array.from({ length }, (_, index) => '*a?'[(index * (seed % 7 + 1) + seed) % 3]).join('');
}
