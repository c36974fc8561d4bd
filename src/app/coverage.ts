import { AspectPriority, Aspects, PropertyInjectors, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { duringAspects } from '../during-aspects';
import { StageInjector } from './stage-injector';
import { sweep } from './sweep';
import { TASK_INJECTION_IDS } from './tasks';
import { TRACING_ASPECT } from './tracing-aspect';
import { SERVICES } from '../mixins/private/services';
import { withinStage } from '../stages';

const COVERED = new WeakSet<IConstruct>();

/**
 * Has tracing reach what is in a scope, what is added later, and every Stage below it, now and later.
 */
export function cover(scope: IConstruct): void {
  if (!attach(scope)) {
    return;
  }
  stagesBelow(scope).forEach(attach);
  const injectors = PropertyInjectors.of(scope);
  for (const id of injectionIds()) {
    injectors.add(new StageInjector(id, scope, injectors.for(id), attach));
  }
}

/** Attaches the Aspect and the late sweep to one scope or Stage, once. */
function attach(scope: IConstruct): boolean {
  if (COVERED.has(scope)) {
    return false;
  }
  COVERED.add(scope);
  if (duringAspects()) {
    visitAtOnce(scope);
  } else {
    Aspects.of(scope).add(TRACING_ASPECT, { priority: AspectPriority.MUTATING });
  }
  scope.node.addValidation({
    validate: () => {
      sweep(scope);
      return [];
    },
  });
  return true;
}

/** The CDK applies an Aspect that another Aspect adds too late or not at all. */
function visitAtOnce(scope: IConstruct): void {
  for (const node of withinStage(scope)) {
    TRACING_ASPECT.visit(node);
  }
}

function stagesBelow(scope: IConstruct): IConstruct[] {
  return scope.node.findAll().filter((construct) => construct !== scope && Stage.isStage(construct));
}

function injectionIds(): Set<string> {
  return new Set([...[...SERVICES.values()].flatMap((service) => service.injectionIds), ...TASK_INJECTION_IDS]);
}
