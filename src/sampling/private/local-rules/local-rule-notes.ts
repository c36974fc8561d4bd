import { Token } from 'aws-cdk-lib';
import { LocalShare } from './local-rule-fields';

export function keyNote(key: string): string {
  return `${JSON.stringify(key)} is left out: the SDKs don't read it.`;
}

export function longNote(place: string, field: string, length: number, longest: number): string {
  return `${place} is left out: its ${field} has ${length} characters and X-Ray allows ${longest}. The rules after it decide for what it would match; `
    + 'write it again with a shorter pattern, in which * stands for any text.';
}

export function hostNote(): string {
  return 'service_name of version 1 is carried over as host and not as serviceName: the SDKs compare it with the host of a request.';
}

export function portNote(place: string, host: string): string {
  return `${place} is carried over with its port, ${JSON.stringify(host)}: clients that send the name of a host alone don't match it.`;
}

export function targetNote(): string {
  return 'fixed_target counts for each process, and the reservoir that stands for it now for all hosts together: multiply it by the number of processes '
    + 'to sample as much as before.';
}

export function defaultNote({ fixedTarget, rate }: LocalShare): string {
  return `default is carried over by no rule: end the plan with SamplingRules.catchAll({ fixedRate: ${amount(rate)}, reservoir: ${amount(fixedTarget)} }), `
    + 'or set X-Ray\'s own rule for the whole account with DefaultSamplingRule.';
}

function amount(value: number): string {
  return Token.isUnresolved(value) ? '…' : String(value);
}
