declare module 'aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector' {
  /** A rule as the SDK keeps it. */
  export interface SdkRule {
    getName(): string;
  }

  /** A rule's target as the SDK keeps it. */
  export interface SdkTarget {
    readonly rate: number;
    readonly quota: number;
    readonly TTL: number;
  }

  interface Answer {
    on(event: 'data' | 'error' | 'end', handler: (data: string) => void): void;
  }

  interface ServiceConnector {
    httpClient: { request(options: object, answered: (answer: Answer) => void): { on(): void; write(): void; end(): void } };
    fetchSamplingRules(callback: (error: Error | null, rules: SdkRule[]) => void): void;
    fetchTargets(rules: readonly SdkRule[], callback: (error?: Error | null, targets?: Record<string, SdkTarget>) => void): void;
  }

  const connector: ServiceConnector;
  export default connector;
}

declare module 'aws-xray-sdk-core/dist/lib/middleware/sampling/rule_cache' {
  import { SdkRule } from 'aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector';

  /** What the SDK knows of a request. */
  export interface SdkRequest {
    readonly host?: string;
    readonly httpMethod?: string;
    readonly urlPath?: string;
    readonly serviceName?: string;
    readonly serviceType?: string;
  }

  interface RuleCache {
    getMatchedRule(request: SdkRequest, now: number): SdkRule | undefined;
    getRules(): SdkRule[];
    loadRules(rules: SdkRule[]): void;
    timestamp(now: number): void;
  }

  const cache: RuleCache;
  export default cache;
}

declare module 'aws-xray-sdk-core/dist/lib/utils.js' {
  const utils: { wildcardMatch(pattern: string, text: string): boolean };
  export default utils;
}
