import { Lazy, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { sum } from '../../../collectors/private/number-tokens';
import { invalid } from '../../../errors';
import { EcsCollectorOptions } from '../../ecs-collector-options';

/** What the user said about the memory of a collector's container. */
export type MemoryOptions = Pick<EcsCollectorOptions, 'memoryReservation' | 'memoryLimit'>;

/** Docker's own minimum. Source: Amazon ECS API reference, ContainerDefinition, memory. */
const MIN_MIB = 6;

/** Refuses memory that the container can't have, or that the collector can't run with. */
export function checkMemory(where: string, { memoryReservation, memoryLimit }: MemoryOptions, collector: CollectorFacts): void {
  checkSize(where, 'memoryReservation', memoryReservation);
  checkSize(where, 'memoryLimit', memoryLimit);
  if (!memoryLimit || memoryLimit.isUnresolved()) {
    return;
  }
  const reserved = memoryReservation ? memoryReservation.isUnresolved() ? undefined : memoryReservation.toMebibytes() : neededMib(collector);
  if (reserved !== undefined && memoryLimit.toMebibytes() < reserved) {
    invalid(where, `memoryLimit must be ${memoryReservation ? 'memoryReservation' : `what the ${collector.title} needs`} (${reserved} MiB) or more, `
      + `got ${memoryLimit.toMebibytes()} MiB: raise it${memoryReservation ? '' : ', or give memoryReservation as well'}`);
  }
}

/** The memory of the container in MiB. */
export function memoryOf({ memoryReservation, memoryLimit }: MemoryOptions, collector: CollectorFacts): {
  readonly memoryReservationMiB: number;
  readonly memoryLimitMiB?: number;
} {
  const reserved = memoryReservation?.toMebibytes() ?? sum(collector.memoryMib, collector.bufferMib);
  if (!memoryLimit) {
    return { memoryReservationMiB: reserved };
  }
  return {
    memoryLimitMiB: memoryLimit.toMebibytes(),
    // the CDK compares the two, and the code of a token is less than any number, but not than that of a later token
    memoryReservationMiB: memoryLimit.isUnresolved() ? Lazy.number({ produce: () => reserved }) : reserved,
  };
}

/** Nothing where the buffer is known later only: numbers can't be added to tokens. */
export function neededMib({ memoryMib, bufferMib }: CollectorFacts): number | undefined {
  return Token.isUnresolved(bufferMib) ? undefined : memoryMib + bufferMib;
}

function checkSize(where: string, name: string, size: Size | undefined): void {
  if (size === undefined || size.isUnresolved()) {
    return;
  }
  const mib = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  if (!Number.isSafeInteger(mib) || mib < MIN_MIB) {
    invalid(where, `${name} must be whole mebibytes, ${MIN_MIB} or more, got ${mib} MiB: leave it out for what the collector needs`);
  }
}
