"""``python -m campaignsite`` is the same as ``campaignsite``."""

from campaignsite.cli import main

main()
