/**
 * Outside of AWS the CloudWatch agent looks for a profile of its own name. What its common configuration names it reads again when it expires
 * (CloudWatch user guide, CloudWatch-Agent-Credentials-Preference), so the Systems Manager agent's file can be used as it is, by root.
 * It is a configuration file of the packages, and stays when they are installed again.
 */
export const AGENT_CREDENTIALS_ON_LINUX = `common=/opt/aws/amazon-cloudwatch-agent/etc/common-config.toml
if ! grep -qs '^[[:space:]]*\\[credentials\\]' "$common"; then
  printf '\\n[credentials]\\nshared_credential_profile = "default"\\nshared_credential_file = "/root/.aws/credentials"\\n' >>"$common" ||
    die "$common could not be written"
  changed=1
fi`;
