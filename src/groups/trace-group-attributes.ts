/**
 * What is known of a group that is made elsewhere.
 */
export interface TraceGroupAttributes {
  /**
   * The name of the group, 1 to 32 characters.
   */
  readonly groupName: string;

  /**
   * The ARN of the group, `arn:<partition>:xray:<Region>:<account>:group/<name>/<id>`, with the same name. Nobody can tell its id by the name.
   *
   * @default - unknown: the group is in the account and Region of the stack, to read `groupArn` or `groupRef` is an error; permissions are given
   * for `group/<name>/*` in any case
   */
  readonly groupArn?: string;
}
