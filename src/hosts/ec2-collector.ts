import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { CollectorFacts } from '../collectors/private/collector-facts';
import { noteCollector } from '../collectors/private/noted-collectors';
import { TraceCollector } from '../collectors/trace-collector';
import { fail } from '../errors';
import { collectorRoleNotFound, userDataNotExtended, userDataRunsOnce } from '../findings';
import { Ledger } from '../ledger';
import { Ec2Host } from './ec2-host';
import { InstallationOptions } from './installation-options';
import { checkInstallation } from './private/check-installation';
import { checkRoute } from '../network/private/reachability';
import { checkSystem, Extension, isForWindowsMachines, runsOnce } from './private/ec2/extension';
import { imageFinding } from './private/ec2/image';
import { Machine, Machines } from './private/ec2/machines';
import { checkPeers, letIn } from './private/ec2/peers';
import { Script } from './private/ec2/placement';
import { expectRendered } from './private/ec2/rendered-check';
import { awaitSignal, checkSignal, signalProblem } from './private/ec2/signal';
import { sizeProblem } from './private/ec2/user-data-size';
import { linuxScript } from './private/linux/linux-script';
import { noteMaintenance } from './private/maintenance';
import { permitCollector } from './private/permit-collector';
import { windowsScript } from './private/windows/windows-script';

/**
 * Properties of a collector on machines of Amazon EC2.
 */
export interface Ec2CollectorProps extends InstallationOptions {
  /**
   * The machines. A second collector for the same ones is an error.
   */
  readonly host: Ec2Host;

  /**
   * What runs there.
   */
  readonly collector: TraceCollector;

  /**
   * Who else sends to this collector, over the network: other machines, security groups, networks. Then it listens on every address of the machine, and
   * the host's security groups let exactly these in, on port 2000 (udp and tcp) and, where the collector takes OTLP, on 4317 and 4318 (tcp).
   * The whole internet or a large part of it (a network of fewer than 4 bits) is an error, for the collector signs any request that it is sent.
   * So is a launch template without a security group.
   *
   * @default - the machine's own processes only: it listens on 127.0.0.1
   */
  readonly peers?: ec2.IConnectable[];

  /**
   * Whether CloudFormation waits until each machine has tried to install the collector: for an instance or an auto scaling group. The signal says failure
   * only with `required: true`. A creation policy of your own is left as it is, and so is an update policy that says how it pauses; another rolling update
   * waits for the signals as well. An error where the user data sends a signal already, as cfn-init does.
   *
   * The machine needs `cfn-signal` and a way to CloudFormation, or the deployment waits in vain and fails: Amazon Linux and the Windows images of AWS have
   * it, those of Ubuntu, Debian and RHEL do not; subnets without a way out need an endpoint for `cloudformation`.
   *
   * @default false
   */
  readonly signal?: boolean;

  /**
   * How long CloudFormation waits for the signals: between 1 second and 12 hours. An error without `signal: true`, and for a host that has a creation policy.
   *
   * @default Duration.minutes(15)
   */
  readonly signalTimeout?: Duration;

  /**
   * What the machines run, for `installScript` of machines that are not of this app. An error where the image of the machines says otherwise.
   *
   * @default - that of the machine image; Linux where it is not known
   */
  readonly operatingSystem?: ec2.OperatingSystemType;
}

/**
 * A collector on machines of Amazon EC2, installed at their first start by user data, for the applications that run on them. They find it at the
 * addresses that the SDKs have by default, 127.0.0.1:2000 (and 4317 and 4318 for OpenTelemetry): nothing has to be set. Containers on the
 * machines have a network of their own and do not reach it: they have `EcsSidecarCollector` and `EcsDaemonCollector`.
 *
 * Your own commands keep their meaning: on Linux the script runs when they have ended, in whatever way, and before a script that becomes another program by
 * `exec`; on Windows it runs after them unless they end by an error or by `exit`. User data that restarts the machine or never ends should run
 * `installScript` before it does so. Machines that run already do not run new user data: refresh the instances of a group, replace a single instance.
 */
export class Ec2Collector extends Construct {
  /**
   * The script that installs the collector, for a machine whose user data can't be changed from here: of bash for Linux, to be run by root; of PowerShell
   * for Windows, to be run by an administrator. It may hold tokens.
   */
  public readonly installScript: string;

  constructor(scope: Construct, id: string, props: Ec2CollectorProps) {
    super(scope, id);
    const { collector, peers = [], required, mirror } = props;
    const host = props.host._machines();
    checkInstallation(this, props);
    const gate = checkPeers(this, peers, host.construct);
    checkSystem(this, host, props.operatingSystem);
    const waiting = checkSignal(this, props, host);

    const facts = collector._facts();
    const { region, urlSuffix } = Stack.of(host.construct);
    const windows = isForWindowsMachines(host, props.operatingSystem);
    const installation = {
      collector,
      required,
      mirror,
      urlSuffix,
      place: { listen: gate ? '0.0.0.0' : '127.0.0.1', region, localMode: false },
      signal: waiting && awaitSignal(waiting, props.signalTimeout),
    };
    this.installScript = windows ? windowsScript(this, installation) : linuxScript(this, installation);
    takeOver(this, host);
    if (gate) {
      letIn(gate, peers, facts);
    }
    noteMaintenance(this, facts);
    noteCollector(this, facts);
    host.machines.forEach((machine) => permit(machine, facts));
    this.install(host, props, { script: this.installScript, windows, required: required ?? false });
    this.node.addValidation({
      validate: () => {
        if (host.waiting) {
          checkRoute(host.waiting.resource, { collector: facts, downloads: mirror === undefined });
        }
        return [];
      },
    });
  }

  private install(host: Machines, props: Ec2CollectorProps, script: Script): void {
    const { machines } = host;
    const extensions = machines.map((machine) => new Extension(machine, script));
    machines.forEach(({ resource }, index) => expectRendered(this, {
      resource, script: script.script, waived: () => extensions[index].placement().obstacle !== undefined,
    }));
    this.node.addValidation({
      validate: () => {
        const placements = extensions.map((extension) => extension.placement());
        this.report(host, props.collector._facts(), placements.map(({ obstacle }) => obstacle));
        return placements.flatMap(({ text, apart }, index) => [
          sizeProblem(text, machines[index].resource),
          signalProblem(props, host, machines[index], apart),
        ]).filter((problem) => problem !== undefined);
      },
    });
  }

  private report({ machines, obstacles }: Machines, facts: CollectorFacts, ofMachines: readonly (string | undefined)[]): void {
    const ledger = Ledger.of(this);
    const mismatches = machines.map((machine) => imageFinding(machine, facts));
    mismatches.filter((mismatch) => mismatch !== undefined).forEach((mismatch) => ledger.warn(this, mismatch));
    const all = [...obstacles, ...ofMachines.filter((obstacle, index) => obstacle !== undefined && !mismatches[index])];
    if (all.length > 0) {
      ledger.warn(this, userDataNotExtended([...new Set(all)].join('; ')));
    }
    if (machines.some((machine, index) => ofMachines[index] === undefined && !mismatches[index] && runsOnce(machine))) {
      ledger.warn(this, userDataRunsOnce());
    }
  }
}

/** By resource, for it may be of two hosts. */
const TAKEN = new WeakMap<object, string>();

function takeOver(collector: Construct, { construct, machines, title }: Machines): void {
  const keys = [construct, ...machines.map(({ resource }) => resource)];
  const first = keys.map((key) => TAKEN.get(key)).find((path) => path !== undefined);
  if (first !== undefined) {
    fail(collector, `host must have one collector, got ${title} ${construct.node.path}, on which ${first} is already: remove one of them, `
      + 'or give the host a launch template of its own');
  }
  keys.forEach((key) => TAKEN.set(key, collector.node.path));
}

function permit({ role, resource }: Machine, facts: CollectorFacts): void {
  if (role) {
    permitCollector(role, resource, facts);
  } else {
    Ledger.of(resource).warn(resource, collectorRoleNotFound());
  }
}
