import { IConstruct } from 'constructs';
import { Installation } from '../installation';
import { daemonUnit } from './daemon-unit';
import { obtain } from './obtain';
import { DAEMON_SOURCE, sourceLines } from './source';
import { configure, replaceOthers, start } from './steps';

const ARCHITECTURE = `case $(uname -m) in
  x86_64) zip=aws-xray-daemon-linux-3.x.zip ;;
  aarch64 | arm64) zip=aws-xray-daemon-linux-arm64-3.x.zip ;;
  *) die "there is no X-Ray daemon for $(uname -m)" ;;
esac`;

const NEAR = 'case $region in cn-*) near=cn-north-1 ;; us-gov-*) near=us-gov-west-1 ;; *) near=us-east-2 ;; esac';

/** Python may be there without its library. */
const UNPACK = `{
  python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract("xray", sys.argv[2])' "$work/$zip" "$work" || {
    need unzip unzip unzip
    unzip -qo "$work/$zip" xray -d "$work"
  }
} 2>>"$log" || die "$zip could not be unpacked"
put xray /opt/cdk-xray/bin/xray 0755 root
put "$zip.sig" /opt/cdk-xray/zip.sig 0644 root
if command -v restorecon >/dev/null; then restorecon -RF /opt/cdk-xray; fi`;

/** A signature that is here already says that the file it belongs to is, too. */
const PROGRAM = obtain({
  title: 'X-Ray daemon',
  program: '/opt/cdk-xray/bin/xray',
  isCurrent: 'fetch "xray-daemon/$zip.sig" && cmp -s "$work/$zip.sig" /opt/cdk-xray/zip.sig',
  paths: ['xray-daemon/aws-xray.gpg', '"xray-daemon/$zip.sig"', '"xray-daemon/$zip"'],
  isSigned: 'signed aws-xray.gpg "$zip.sig" "$zip"',
  install: UNPACK,
});

const OWN_USER = `owner=xray
getent group xray >/dev/null || groupadd --system xray || die 'the group xray could not be made'
getent passwd xray >/dev/null || useradd --system --gid xray --no-create-home --home-dir / --shell /bin/false xray ||
  die 'the user xray could not be made'`;

/** The signed zip of the X-Ray daemon with a unit of our own: the same on every Linux that has systemd. */
export function daemonSteps(scope: IConstruct, installation: Installation): string[] {
  return [
    ...installation.mirror === undefined ? [NEAR] : [],
    ...sourceLines(scope, installation, DAEMON_SOURCE),
    ARCHITECTURE,
    PROGRAM,
    OWN_USER,
    configure(scope, installation, '/etc/cdk-xray/cfg.yaml'),
    `cat >"$work/unit" <<UNIT\n${daemonUnit(installation)}\nUNIT`,
    'put unit /etc/systemd/system/cdk-xray.service 0644 root',
    replaceOthers('xray-daemon', installation.place),
    start('xray-daemon', 'systemctl daemon-reload && systemctl restart cdk-xray.service'),
  ];
}
