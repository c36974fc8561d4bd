import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { groupMachines } from './private/ec2/group-machines';
import { Machines } from './private/ec2/machines';
import { instanceMachines, templateMachines } from './private/ec2/own-machines';

/**
 * The machines of Amazon EC2 that a collector runs on.
 */
export abstract class Ec2Host {
  /**
   * One instance. Of an instance that is imported nothing can be changed: a finding says so, and the script can be run by hand.
   *
   * @param instance the instance, or a bastion host
   */
  public static instance(instance: ec2.IInstance): Ec2Host {
    return new InstanceHost(instance);
  }

  /**
   * All instances of a launch template. Of a template that is imported nothing can be changed: a finding says so, and the script can be run by hand.
   *
   * @param launchTemplate the launch template; its user data has to be given
   */
  public static launchTemplate(launchTemplate: ec2.ILaunchTemplate): Ec2Host {
    return new LaunchTemplateHost(launchTemplate);
  }

  /**
   * All instances of a group, by its own user data or by that of its launch templates, also those of a mixed instances policy. Instances that run
   * already get it by an instance refresh. Of a group or a template that is imported nothing can be changed: a finding says so.
   *
   * @param autoScalingGroup the group
   */
  public static autoScalingGroup(autoScalingGroup: autoscaling.IAutoScalingGroup): Ec2Host {
    return new AutoScalingGroupHost(autoScalingGroup);
  }

  protected constructor() {
  }

  /**
   * What has user data, what has a role, and what can't be changed.
   *
   * @internal
   */
  public abstract _machines(): Machines;
}

class InstanceHost extends Ec2Host {
  constructor(private readonly instance: ec2.IInstance) {
    super();
  }

  public _machines(): Machines {
    return instanceMachines(this.instance);
  }
}

class LaunchTemplateHost extends Ec2Host {
  constructor(private readonly launchTemplate: ec2.ILaunchTemplate) {
    super();
  }

  public _machines(): Machines {
    return templateMachines(this.launchTemplate);
  }
}

class AutoScalingGroupHost extends Ec2Host {
  constructor(private readonly autoScalingGroup: autoscaling.IAutoScalingGroup) {
    super();
  }

  public _machines(): Machines {
    return groupMachines(this.autoScalingGroup);
  }
}
