import { CfnJson } from 'aws-cdk-lib';
import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import { IPrincipal, IRole, OpenIdConnectPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { addonOf } from './cluster-tree';
import { EitherCluster } from './either-cluster';

/** The service account of a cluster that a role is for. */
export interface ServiceAccount {
  readonly cluster: EitherCluster;
  readonly namespace: string;
  readonly name: string;
}

/** A role that the pods of one service account get by EKS Pod Identity. */
export function podIdentityRole(scope: Construct): Role {
  return newRole(scope, new ServicePrincipal('pods.eks.amazonaws.com').withSessionTags());
}

/** A role that the pods of one service account get by the OpenID Connect provider of the cluster. */
export function irsaRole(scope: Construct, { cluster, namespace, name }: ServiceAccount): Role {
  const { openIdConnectProvider } = cluster;
  const issuer = openIdConnectProvider.openIdConnectProviderIssuer;
  const ofServiceAccount = new CfnJson(scope, 'Condition', {
    value: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}` },
  });
  return newRole(scope, new OpenIdConnectPrincipal(openIdConnectProvider, { StringEquals: ofServiceAccount }));
}

/** Gives the role to the pods that start from then on. */
export function associate(scope: Construct, { cluster, namespace, name }: ServiceAccount, role: IRole): IConstruct {
  return new CfnPodIdentityAssociation(scope, 'Association', {
    clusterName: cluster.clusterName,
    namespace,
    serviceAccount: name,
    roleArn: role.roleArn,
  });
}

function newRole(scope: Construct, assumedBy: IPrincipal): Role {
  return new Role(scope, 'Role', { assumedBy, description: 'What the trace collector on every node sends with' });
}

/**
 * What brings pods their credentials. A cluster makes the add-on when it is asked for it, beside the one that the user may have made; an imported one
 * makes none.
 */
export function agentOf(cluster: EitherCluster): IConstruct[] {
  const made = addonOf(cluster, 'eks-pod-identity-agent') ? undefined : cluster.eksPodIdentityAgent;
  return made ? [made] : [];
}
