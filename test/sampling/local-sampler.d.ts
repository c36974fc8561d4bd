declare module 'aws-xray-sdk-core/dist/lib/middleware/sampling/local_sampler' {
  interface LocalRequest {
    readonly host?: string;
    readonly httpMethod?: string;
    readonly urlPath?: string;
  }

  interface LocalReservoir {
    readonly fixedTarget: number;
    readonly fallbackRate: number;
    isSampled(): boolean;
  }

  const sampler: {
    rules: { readonly default?: boolean; readonly host?: string; readonly reservoir: LocalReservoir }[];
    setLocalRules(source?: unknown): void;
    shouldSample(request: LocalRequest): boolean;
  };
  export = sampler;
}
