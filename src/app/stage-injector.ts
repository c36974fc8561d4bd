import { InjectionContext, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { stageOf } from '../stages';

/**
 * Notices a Stage when the first resource that can be traced is made in it: the CDK has no other moment for it,
 * and `pipeline.addStage` synthesizes a Stage as soon as it is there. Properties pass unchanged, through the user's own injector.
 */
export class StageInjector implements IPropertyInjector {
  private readonly seen = new WeakSet<IConstruct>();

  constructor(
    public readonly constructUniqueId: string,
    private readonly scope: IConstruct,
    private readonly own: IPropertyInjector | undefined,
    private readonly notice: (stage: IConstruct) => void,
  ) {
  }

  public inject(originalProps: object, context: InjectionContext): unknown {
    const stack = Stack.of(context.scope);
    if (!this.seen.has(stack)) {
      this.seen.add(stack);
      this.noticeStageOf(stack);
    }
    const next = this.own ?? this.inherited();
    const props: unknown = next ? next.inject(originalProps, context) : originalProps;
    return props;
  }

  private noticeStageOf(construct: IConstruct): void {
    const stage = stageOf(construct);
    if (stage && stage !== stageOf(this.scope)) {
      this.notice(stage);
    }
  }

  /** The CDK takes the nearest injector only, so the one that this hides is looked up here. */
  private inherited(): IPropertyInjector | undefined {
    for (let scope = this.scope.node.scope; scope; scope = scope.node.scope) {
      const injector = PropertyInjectors.hasPropertyInjectors(scope) ? PropertyInjectors.of(scope).for(this.constructUniqueId) : undefined;
      if (injector) {
        return injector;
      }
    }
    return undefined;
  }
}
