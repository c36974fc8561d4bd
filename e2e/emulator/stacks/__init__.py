"""CloudFormation types that the emulator lacks, and what it does otherwise than CloudFormation."""
