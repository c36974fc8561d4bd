import { CfnResource, Lazy } from 'aws-cdk-lib';

import { isRecord, propertyOf, resolved } from '../../references';
import { SwitchState } from '../../switch-state';

/**
 * An Elastic Beanstalk option that turns tracing on, in a resource's list of option settings.
 */
export class OptionSwitch {
  public readonly path = 'OptionSettings';

  constructor(private readonly namespace: string, private readonly optionName: string) {
  }

  public read(resource: CfnResource): SwitchState {
    return this.stateOf(settingsOf(resource));
  }

  public readRendered(properties: unknown): SwitchState {
    return this.stateOf(isRecord(properties) ? properties.OptionSettings : undefined);
  }

  public isSettable(resource: CfnResource): boolean {
    const settings = settingsOf(resource);
    return 'optionSettings' in resource && (settings === undefined || Array.isArray(settings));
  }

  public isMentioned(resource: CfnResource): boolean {
    return JSON.stringify(settingsOf(resource) ?? '').includes(`"${this.optionName}"`);
  }

  public turn(resource: CfnResource, state: 'on' | 'off'): void {
    const before: unknown = Reflect.get(resource, 'optionSettings');
    const value = state === 'on' ? 'true' : 'false';
    const ours = { namespace: this.namespace, optionName: this.optionName, value };
    const withOurs = (settings: unknown): unknown[] => [...listOf(settings).filter((setting) => !this.isOurs(setting)), ours];
    Reflect.set(resource, 'optionSettings', before === undefined || Array.isArray(before)
      ? withOurs(before)
      : Lazy.any({ produce: () => withOurs(resolved(before, resource)) }));
  }

  public remember(resource: CfnResource): () => void {
    const before: unknown = Reflect.get(resource, 'optionSettings');
    const ours = Array.isArray(before) ? before.filter((setting) => this.isOurs(setting)) : [];
    return () => {
      const now: unknown = Reflect.get(resource, 'optionSettings');
      Reflect.set(resource, 'optionSettings', Array.isArray(now) && (before === undefined || Array.isArray(before))
        ? orNothing([...now.filter((setting: unknown) => !this.isOurs(setting)), ...ours])
        : before);
    };
  }

  private stateOf(settings: unknown): SwitchState {
    if (settings !== undefined && !Array.isArray(settings)) {
      return 'unknown';
    }
    const value = valueIn(settings, this.namespace, this.optionName);
    if (value === undefined) {
      return 'unset';
    }
    const text = String(value).toLowerCase();
    return text === 'true' ? 'on' : text === 'false' ? 'off' : 'unknown';
  }

  private isOurs(setting: unknown): boolean {
    return matches(setting, this.namespace, this.optionName);
  }
}

/** The value of an option, as it will be in the template. */
export function optionValue(resource: CfnResource, namespace: string, optionName: string): unknown {
  return valueIn(settingsOf(resource), namespace, optionName);
}

function settingsOf(resource: CfnResource): unknown {
  return resolved(propertyOf(resource, 'OptionSettings'), resource);
}

function valueIn(settings: unknown, namespace: string, optionName: string): unknown {
  const setting = listOf(settings).find((candidate) => matches(candidate, namespace, optionName));
  return isRecord(setting) ? setting.value ?? setting.Value : undefined;
}

function matches(setting: unknown, namespace: string, optionName: string): boolean {
  return isRecord(setting)
    && (setting.namespace ?? setting.Namespace) === namespace
    && (setting.optionName ?? setting.OptionName) === optionName;
}

function orNothing(list: unknown[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
