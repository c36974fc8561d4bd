import { Installation } from '../installation';
import { credentialLines } from './steps';

/**
 * The unit of the X-Ray daemon. It holds no value of the user's but the Region, which the script has checked before it stands here.
 *
 * systemd 219 (Amazon Linux 2) warns of what it does not know and goes on: hence ProtectSystem twice.
 * A daemon that gets its credentials by a program may need a device, such as a TPM, or a file in a home.
 */
export function daemonUnit(installation: Installation): string {
  const ownCredentials = installation.awsConfig !== undefined;
  return [
    '[Unit]',
    'Description=AWS X-Ray daemon, installed by cdk-xray',
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'User=xray',
    'Group=xray',
    'Environment=AWS_REGION=$region',
    ...credentialLines(installation),
    'ExecStart=/opt/cdk-xray/bin/xray -c /etc/cdk-xray/cfg.yaml',
    'Restart=always',
    'RestartSec=5',
    'UMask=0077',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=full',
    'ProtectSystem=strict',
    `ProtectHome=${ownCredentials ? 'read-only' : 'yes'}`,
    'PrivateTmp=yes',
    ...ownCredentials ? [] : ['PrivateDevices=yes'],
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectControlGroups=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'MemoryDenyWriteExecute=yes',
    'SystemCallArchitectures=native',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ].join('\n');
}
