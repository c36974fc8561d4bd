import { IConstruct } from 'constructs';
import { AppRule, appRuleOf } from './app-rule';
import { isSamplingRule } from './sampling-resource';
import { ResourcesOfApp } from '../../../resources-of-app';

const APPS = new WeakMap<IConstruct, ResourcesOfApp<AppRule>>();

/** All sampling rules in the app of a construct that are deployed with it. */
export function rulesOfApp({ node: { root } }: IConstruct): ResourcesOfApp<AppRule> {
  const known = APPS.get(root) ?? new ResourcesOfApp(root, (construct) => isSamplingRule(construct) ? appRuleOf(construct) : undefined);
  APPS.set(root, known);
  return known;
}
