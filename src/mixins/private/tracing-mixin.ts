import { CfnResource, Mixin } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { switchOn } from './apply';
import { wrongOption } from './check-options';
import { withDefaults } from './settings';
import { TracedService, TracingSettings } from './traced-service';
import { Ledger } from '../../ledger';
import { stageOf } from '../../stages';

/**
 * Switches one resource on at once, and looks again when the app is validated, for its property may have been assigned since.
 *
 * @internal
 */
export abstract class TracingMixin extends Mixin {
  private readonly settings: TracingSettings;

  protected constructor(private readonly service: TracedService, options: Partial<TracingSettings> = {}) {
    super();
    const wrong = wrongOption(options);
    if (wrong !== undefined) {
      throw new Error(`${this.constructor.name}: ${wrong}`);
    }
    this.settings = withDefaults({ ...options, frameworkFunctions: true });
  }

  public supports(construct: IConstruct): construct is CfnResource {
    return CfnResource.isCfnResource(construct)
      && construct.cfnResourceType === this.service.resourceType
      && (this.service.concerns?.(construct) ?? true);
  }

  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) {
      return;
    }
    const ledger = Ledger.of(construct);
    if (ledger.directives.exclusionOf(construct) !== undefined || ledger.entry(construct)?.byMixin) {
      return;
    }
    this.switchOn(construct, false);
    construct.node.addValidation({ validate: () => this.lookAgain(construct) });
  }

  private switchOn(resource: CfnResource, late: boolean): void {
    switchOn(resource, this.service, this.settings, { byMixin: true, permissionOnly: false, late });
  }

  private lookAgain(resource: CfnResource): string[] {
    const ledger = Ledger.of(resource);
    const entry = ledger.entry(resource);
    if (entry?.byMixin && this.service.tracing.read(resource) !== entry.switchAfter) {
      this.switchOn(resource, true);
    } else {
      entry?.repair();
    }
    ledger.sweptStages.add(stageOf(resource) ?? resource.node.root);
    return [];
  }
}
