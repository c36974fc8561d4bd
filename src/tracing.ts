import { Aws } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { checkAfterSynthesis } from './after-synthesis';
import { cover } from './app/coverage';
import { leaveOutBelow } from './app/govern';
import { makeReport } from './app/make-report';
import { Mode, modeAt } from './app/mode';
import { selfCheck } from './app/self-check';
import { CollectorPlace } from './collectors/private/collector-facts';
import { fail, pathOf } from './errors';
import { Ledger } from './ledger';
import { wrongOption } from './mixins/private/check-options';
import { stageOf } from './stages';
import { Templates } from './templates';
import { EnableTracingOptions, ExcludeTracingOptions } from './tracing-options';
import { TracingReport } from './tracing-report';

const OPTIONS: readonly string[] = ['collector', 'frameworkFunctions', 'permissions', 'resourcePolicy', 'unwritableRoles'] satisfies (keyof EnableTracingOptions)[];

/** A collector that can't run as a container fails where it is given, not in the middle of a synthesis. */
const ANY_TASK: CollectorPlace = { listen: '127.0.0.1', region: Aws.REGION, localMode: false };

/**
 * AWS X-Ray tracing of everything in a scope: an App, a Stage, a Stack or any other construct.
 *
 * What counts for a resource, in this order: an exclusion; a mixin that was applied to that very resource; its own setting;
 * the nearest `enable()` or `disable()` above it. Saying the same thing twice changes nothing.
 */
export class XRayTracing {
  /**
   * The tracing of a scope.
   *
   * @param scope an App, Stage, Stack or any construct inside one; anything else is an error
   */
  public static of(scope: IConstruct): XRayTracing {
    if (!Construct.isConstruct(scope)) {
      throw new Error(`XRayTracing.of() needs a construct, got ${String(scope)}: pass an App, a Stage, a Stack or a construct inside one`);
    }
    if (!stageOf(scope)) {
      fail(scope, 'XRayTracing.of() needs a construct inside an App or a Stage: pass the App, or add the construct to one');
    }
    return new XRayTracing(scope);
  }

  private constructor(private readonly scope: IConstruct) {
  }

  /**
   * Turns tracing on for every resource that X-Ray has a switch for, with the permission that each one needs: what is in the scope now and
   * what is added later, in nested stacks and in every Stage below it.
   *
   * A resource that can't be switched on with everything that belongs to it stays exactly as it is, with one finding that says why.
   * An X-Ray daemon that you wrote by hand into a task definition gets its permission on the task role; `collector` gives other tasks a sidecar.
   * The context `cdk-xray:mode` (`on`, `off` or `permissions-only`) changes what this does in one environment; another value is an error.
   *
   * @param options what to do where it is not plain; an option that is not given comes from the nearest `enable()` above
   */
  public enable(options: EnableTracingOptions = {}): void {
    const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
    if (unknown !== undefined) {
      fail(this.scope, `enable() has no option ${JSON.stringify(unknown)}: it has ${OPTIONS.join(', ')}`);
    }
    const wrong = wrongOption(options);
    if (wrong !== undefined) {
      fail(this.scope, wrong);
    }
    options.collector?._container(ANY_TASK);
    const mode = modeAt(this.scope);
    this.say(true, options);
    if (mode !== Mode.OFF) {
      checkAfterSynthesis(this.scope, selfCheck);
    }
  }

  /**
   * Turns tracing off for every resource in the scope, explicitly, so that a deployed stack really turns off. Also what says
   * `tracing: ACTIVE` itself; of permissions only those of this library go.
   */
  public disable(): void {
    this.say(false, {});
    checkAfterSynthesis(this.scope, selfCheck);
  }

  /**
   * Leaves a construct and everything below it as it is.
   *
   * @param construct the construct; one that is not in the scope is an error
   * @param options why
   */
  public exclude(construct: IConstruct, options: ExcludeTracingOptions): void {
    if (!Construct.isConstruct(construct)) {
      fail(this.scope, `exclude() needs a construct, got ${String(construct)}: pass a construct below ${pathOf(this.scope)}`);
    }
    if (!construct.node.scopes.includes(this.scope)) {
      fail(this.scope, `exclude() can't exclude ${pathOf(construct)}, which is not in this scope: call XRayTracing.of() with a scope above it`);
    }
    const reason: unknown = options?.reason;
    if (typeof reason !== 'string' || reason.trim() === '') {
      fail(this.scope, `exclude() needs a reason for ${pathOf(construct)}, got ${JSON.stringify(reason)}: say why it is not to be traced`);
    }
    Ledger.of(construct).directives.exclude(construct, reason);
    leaveOutBelow(construct, reason);
  }

  /**
   * What is traced in the scope, what is not and why, from the templates. Fails before the app is synthesized.
   */
  public report(): TracingReport {
    if (!Ledger.of(this.scope).sweptStages.has(stageOf(this.scope) ?? this.scope)) {
      fail(this.scope, 'report() is there after synthesis only: call enable(), then app.synth(), then report()');
    }
    return makeReport(this.scope.node.findAll(), new Templates());
  }

  private say(on: boolean, options: EnableTracingOptions): void {
    Ledger.of(this.scope).directives.say(this.scope, { on, options: given(options) });
    cover(this.scope);
  }
}

function given(options: EnableTracingOptions): EnableTracingOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
