/**
 * Where a machine gets a collector's files from, where it can't reach the buckets of AWS.
 */
export interface CollectorMirror {
  /**
   * The URL of the folder that has the files, below it the same paths as in the bucket of AWS, such as
   * `https://mirror.example.com/xray` for `https://mirror.example.com/xray/xray-daemon/aws-xray-daemon-linux-3.x.zip`. It begins with `https://`,
   * or with `http://`, for every file is verified by its signature. Windows itself can verify the CloudWatch agent only: there the X-Ray daemon is
   * verified where gpg.exe is installed and otherwise taken by `https://` alone, and the OpenTelemetry collector always is. A `keyFingerprint` makes
   * gpg.exe a condition for all of them.
   */
  readonly baseUrl: string;

  /**
   * The fingerprint of the key that signed the files: 40 hexadecimal digits, with or without blanks. The OpenTelemetry collector needs it, for AWS
   * publishes none for that one.
   *
   * @default - the fingerprint that AWS publishes
   */
  readonly keyFingerprint?: string;
}

/**
 * How a collector is installed on a machine.
 */
export interface InstallationOptions {
  /**
   * Whether the machine is unfit without the collector: then a failed installation fails the script and the signals that are sent at its end (by
   * `signal: true` or `userData.addSignalOnExitCommand()`); user data that signals by a command of its own is an error. Otherwise a failure is logged, and
   * everything else goes on.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * Where the files come from.
   *
   * @default - the bucket of AWS in the Region of the collector, or one nearby where there is none
   */
  readonly mirror?: CollectorMirror;
}
