import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppRule, appRuleOf } from './app-rule';
import { isSamplingRule } from './sampling-resource';
import { stageOf } from '../../../stages';

interface StageContent {
  readonly rules: AppRule[];
  /** The Stages right below. */
  readonly stages: IConstruct[];
}

/**
 * All sampling rules in an app that are deployed with it. Each Stage is walked through when it is validated, and once before where another one asks for it.
 */
export class RulesOfApp {
  public static of(construct: IConstruct): RulesOfApp {
    const { root } = construct.node;
    const known = APPS.get(root) ?? new RulesOfApp(root);
    APPS.set(root, known);
    return known;
  }

  private readonly content = new Map<IConstruct, StageContent>();

  private constructor(private readonly root: IConstruct) {
  }

  /** The rules of a Stage, as they are now. */
  public lookAt(stage: IConstruct): readonly AppRule[] {
    const found = contentOf(stage);
    this.content.set(stage, found);
    const around = stage.node.scope && stageOf(stage.node.scope);
    if (around && !this.content.get(around)?.stages.includes(stage)) {
      this.content.delete(around);
    }
    return found.rules;
  }

  /** The rules of all Stages: those around before those within, and within a Stage in the order of the tree. */
  public all(): AppRule[] {
    return this.below(this.root);
  }

  private below(stage: IConstruct): AppRule[] {
    const { rules, stages } = this.content.get(stage) ?? contentOf(stage);
    this.content.set(stage, { rules, stages });
    return [...rules, ...stages.flatMap((each) => this.below(each))];
  }
}

const APPS = new WeakMap<IConstruct, RulesOfApp>();

function contentOf(stage: IConstruct): StageContent {
  const found: StageContent = { rules: [], stages: [] };
  collect(stage, found);
  return found;
}

function collect(scope: IConstruct, found: StageContent): void {
  const rule = isSamplingRule(scope) ? appRuleOf(scope) : undefined;
  if (rule) {
    found.rules.push(rule);
  }
  for (const child of scope.node.children) {
    if (Stage.isStage(child)) {
      found.stages.push(child);
    } else {
      collect(child, found);
    }
  }
}
