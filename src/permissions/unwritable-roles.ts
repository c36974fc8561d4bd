/**
 * What happens to a resource whose role this app can neither change nor read.
 *
 * Lambda refuses to create or update a function that is traced without the permission, so guessing would break deployments.
 */
export enum UnwritableRoles {
  /**
   * The resource stays as it is, with one finding that names the role and the statement to add. The default.
   */
  SKIP = 'skip',

  /**
   * The resource is switched on, without a finding: the owner of the role has allowed it.
   */
  ASSUME_PERMITTED = 'assume-permitted',

  /**
   * The synthesis fails with the message that would have been the finding.
   */
  ERROR = 'error',
}
