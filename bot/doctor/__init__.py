"""What ``frontdesk doctor`` looks at, one file a neighbour: Slack, this machine, the model. Changes nothing."""
