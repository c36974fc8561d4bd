import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { isRecord, resolved } from './references';

/** A resource as it stands in its template. */
export interface RenderedResource {
  readonly logicalId: string;
  readonly properties: unknown;
  /** The resources beside it, by logical id. */
  readonly template: Record<string, unknown>;
}

/**
 * The templates of a cloud assembly, each read once.
 */
export class Templates {
  private readonly byStack = new Map<Stack, Record<string, unknown>>();
  private readonly byResource = new Map<CfnResource, RenderedResource | undefined>();

  /** A resource as it was written, if it was. */
  public find(resource: CfnResource): RenderedResource | undefined {
    if (!this.byResource.has(resource)) {
      this.byResource.set(resource, this.lookUp(resource));
    }
    return this.byResource.get(resource);
  }

  private lookUp(resource: CfnResource): RenderedResource | undefined {
    const stack = Stack.of(resource);
    const template = this.resourcesOf(stack);
    const allocated = stack.getLogicalId(resource);
    const logicalId = typeOf(template[allocated]) === resource.cfnResourceType ? allocated : String(resolved(resource.logicalId, resource));
    const rendered = template[logicalId];
    return isRecord(rendered) && typeOf(rendered) === resource.cfnResourceType
      ? { logicalId, properties: rendered.Properties, template }
      : undefined;
  }

  private resourcesOf(stack: Stack): Record<string, unknown> {
    const known = this.byStack.get(stack);
    if (known) {
      return known;
    }
    const file = join(Stage.of(stack)?.outdir ?? '', stack.templateFile);
    const template: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const resources = isRecord(template) && isRecord(template.Resources) ? template.Resources : {};
    this.byStack.set(stack, resources);
    return resources;
  }
}

function typeOf(rendered: unknown): unknown {
  return isRecord(rendered) ? rendered.Type : undefined;
}
