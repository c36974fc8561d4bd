import { rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Ledger } from '../ledger';
import { TracingReport } from '../tracing-report';

const REPORT_FILE = 'xray-tracing-report.json';
const PERMISSIONS_FILE = 'xray-required-permissions.json';

/** Removes the files of an earlier synthesis: the CDK lets nobody change a file of the cloud assembly once it is written. */
export function removeStaleFiles(scope: IConstruct): void {
  for (const file of [REPORT_FILE, PERMISSIONS_FILE]) {
    rmSync(pathOf(scope, file), { force: true });
  }
}

/** Writes the report into the cloud assembly, and beside it what the owners of other roles have to add. */
export function writeFiles(scope: IConstruct, report: TracingReport): void {
  writeFileSync(pathOf(scope, REPORT_FILE), report.toJson());
  const roles = [...Ledger.of(scope).requiredPermissions.values()].map(({ role, actions, resources }) => ({
    role,
    resources: [...resources],
    statement: { Effect: 'Allow', Action: [...actions].sort(), Resource: '*' },
  }));
  if (roles.length > 0) {
    writeFileSync(pathOf(scope, PERMISSIONS_FILE), `${JSON.stringify({ version: 1, roles }, undefined, 2)}\n`);
  }
}

function pathOf(scope: IConstruct, file: string): string {
  const { root } = scope.node;
  return join(Stage.isStage(root) ? root.outdir : '', file);
}
