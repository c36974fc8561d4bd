declare module 'aws-xray-sdk-core/dist/lib/middleware/sampling/reservoir' {
  /** A host's part of a rule's reservoir. */
  export default class Reservoir {
    public borrowOrTake(now: number, canBorrow: boolean): 'take' | 'borrow' | false | undefined;
    public loadNewQuota(quota: number, ttl: number, interval?: number): void;
  }
}
