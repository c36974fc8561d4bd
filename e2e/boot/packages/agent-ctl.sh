#!/bin/bash
# Stands in for the program that configures the CloudWatch agent: takes over a file, or adds one, and starts the agent.
set -euo pipefail

folder=/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d
while getopts a:m:c:s option; do
  case $option in
    a) action=$OPTARG ;;
    m) [[ $OPTARG =~ ^(ec2|onPremise|auto)$ ]] ;;
    c) file=${OPTARG#file:} ;;
    s) start=1 ;;
    *) exit 1 ;;
  esac
done
python3 -m json.tool "$file" >/dev/null
mkdir -p "$folder"
case $action in
  fetch-config) rm -f "$folder"/* ;;
  append-config) ;;
  *) exit 1 ;;
esac
cp "$file" "$folder/file_$(basename "$file")"
if [ -n "${start:-}" ]; then
  systemctl enable amazon-cloudwatch-agent.service
  systemctl restart amazon-cloudwatch-agent.service
fi
