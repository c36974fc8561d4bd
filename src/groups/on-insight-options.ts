import { EventCommonOptions, OnEventOptions } from 'aws-cdk-lib/aws-events';
import { InsightState } from './insight-state';

/**
 * What a rule on a group's insights does, and on which of them.
 */
export interface OnInsightOptions extends OnEventOptions {
  /**
   * The states of insights that are meant: at least one, and each once. X-Ray sends an event when an insight begins, when it changes much, and when it is
   * closed.
   *
   * @default - all states
   */
  readonly states?: InsightState[];
}

/**
 * Which insights of a group a topic is told of. A topic that is made elsewhere must let `events.amazonaws.com` publish to it, and use its key
 * (`kms:Decrypt`, `kms:GenerateDataKey*`); for one of this app that is done.
 */
export interface NotifyOnInsightOptions extends EventCommonOptions {
  /**
   * The states of insights that are meant: at least one, and each once. X-Ray sends an event when an insight begins, when it changes much, and when it is
   * closed.
   *
   * @default - all states
   */
  readonly states?: InsightState[];
}
