import { join } from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AutoScalingGroup, BlockDeviceVolume, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { AmazonLinuxCpuType, InstanceType, MachineImage, UserData, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { Ec2Collector, Ec2Host, type TraceCollector } from '../../src';

const SERVICES = join(__dirname, '..', 'services');

export interface SearchStackProps extends StackProps {
  readonly vpc: IVpc;
  readonly api: RestApi;
  readonly collector: TraceCollector;
}

/** The index of the search: a program that a timer runs on machines with Amazon Linux 2023. */
export class SearchStack extends Stack {
  constructor(scope: Construct, id: string, props: SearchStackProps) {
    super(scope, id, props);

    const userData = UserData.forLinux();
    const indexers = new AutoScalingGroup(this, 'Indexers', {
      vpc: props.vpc,
      instanceType: new InstanceType('t4g.small'),
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      userData,
      requireImdsv2: true,
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(8, { encrypted: true }) }],
      updatePolicy: UpdatePolicy.rollingUpdate(),
    });

    const [program, requirements] = ['search-index.py', 'requirements.txt'].map((name) => {
      const file = new Asset(this, name, { path: join(SERVICES, name) });
      file.grantRead(indexers);
      return userData.addS3DownloadCommand({ bucket: file.bucket, bucketKey: file.s3ObjectKey, localFile: `/opt/shop/${name}` });
    });
    userData.addCommands(
      'dnf install -y python3.12 python3.12-pip',
      'python3.12 -m venv /opt/shop/venv',
      `/opt/shop/venv/bin/pip install --requirement ${requirements}`,
      "cat >/etc/systemd/system/search-index.service <<'UNIT'",
      '[Service]',
      'Type=oneshot',
      'DynamicUser=yes',
      'StateDirectory=shop',
      `Environment=API_URL=${props.api.url} INDEX=/var/lib/shop/index.json OTEL_PROPAGATORS=xray`,
      `ExecStart=/opt/shop/venv/bin/python ${program}`,
      'UNIT',
      "cat >/etc/systemd/system/search-index.timer <<'UNIT'",
      '[Timer]',
      'OnBootSec=1min',
      'OnUnitActiveSec=5min',
      '[Install]',
      'WantedBy=timers.target',
      'UNIT',
      'systemctl enable --now search-index.timer',
    );
    new Ec2Collector(this, 'Collector', { host: Ec2Host.autoScalingGroup(indexers), collector: props.collector });
  }
}
