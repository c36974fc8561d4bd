import { Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { invalid } from '../errors';

/**
 * The container image of a collector, where it is not AWS's own from Amazon ECR Public.
 */
export abstract class CollectorImage {
  /**
   * An image that needs no permission to pull, such as one of Amazon ECR Public.
   *
   * @param reference the whole reference with tag or digest, such as `public.ecr.aws/xray/aws-xray-daemon:3.6.6`; anything with blanks is an error
   */
  public static fromRegistry(reference: string): CollectorImage {
    if (!Token.isUnresolved(reference) && !/^[^\s]+$/.test(reference)) {
      invalid('CollectorImage.fromRegistry()', `reference must be an image reference without blanks, got ${JSON.stringify(reference)}: write it as repository:tag`);
    }
    return new RegistryImage(reference);
  }

  /**
   * An image of a repository in Amazon ECR, such as a copy or a pull-through cache. Tasks get the permission to pull it.
   *
   * @param repository the repository
   * @param tagOrDigest the tag, or the digest as `sha256:…`; empty is an error
   */
  public static fromEcrRepository(repository: ecr.IRepository, tagOrDigest: string): CollectorImage {
    if (!Token.isUnresolved(tagOrDigest) && !/^[^\s]+$/.test(tagOrDigest)) {
      invalid('CollectorImage.fromEcrRepository()', `tagOrDigest must be a tag or a digest, got ${JSON.stringify(tagOrDigest)}: write for example 3.6.6`);
    }
    return new RepositoryImage(repository, tagOrDigest);
  }

  protected constructor() {
  }

  /**
   * The image as it stands in a manifest.
   *
   * @internal
   */
  public abstract _reference(): string;

  /**
   * The image for a container of Amazon ECS.
   *
   * @internal
   */
  public abstract _forEcs(): ecs.ContainerImage;
}

class RegistryImage extends CollectorImage {
  constructor(private readonly reference: string) {
    super();
  }

  public _reference(): string {
    return this.reference;
  }

  public _forEcs(): ecs.ContainerImage {
    return ecs.ContainerImage.fromRegistry(this.reference);
  }
}

class RepositoryImage extends CollectorImage {
  constructor(private readonly repository: ecr.IRepository, private readonly tagOrDigest: string) {
    super();
  }

  public _reference(): string {
    return this.repository.repositoryUriForTagOrDigest(this.tagOrDigest);
  }

  public _forEcs(): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(this.repository, this.tagOrDigest);
  }
}
