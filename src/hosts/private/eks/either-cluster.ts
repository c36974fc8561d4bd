import { IResource } from 'aws-cdk-lib';
import { IOpenIdConnectProvider } from 'aws-cdk-lib/aws-iam';

/** A cluster of either library. Both make the provider and the add-on when they are asked for them. */
export interface EitherCluster extends IResource {
  readonly clusterName: string;
  readonly openIdConnectProvider: IOpenIdConnectProvider;
  readonly eksPodIdentityAgent?: IResource;
  readonly ipFamily?: string;
}
