/**
 * An environment variable as it stands below `env` of a container in a Kubernetes manifest.
 */
export interface EksEnvironmentVariable {
  /**
   * The name of the variable.
   */
  readonly name: string;

  /**
   * The value; `$(NAME)` in it stands for a variable that comes before it in the list.
   *
   * @default - the value is taken from `valueFrom`
   */
  readonly value?: string;

  /**
   * What Kubernetes takes the value from when it starts the container.
   *
   * @default - the value stands in `value`
   */
  readonly valueFrom?: EksEnvironmentSource;
}

/**
 * What Kubernetes takes the value of an environment variable from.
 */
export interface EksEnvironmentSource {
  /**
   * The field of the pod.
   */
  readonly fieldRef: EksFieldReference;
}

/**
 * A field of the pod that a container runs in.
 */
export interface EksFieldReference {
  /**
   * The path of the field, such as `status.hostIP`.
   */
  readonly fieldPath: string;
}
