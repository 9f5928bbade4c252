"""Proof that nothing acknowledged is ever lost: processes killed and power cut at chosen moments.

`python -m tools.durability [KILLS] [CUTS]` runs both. What is promised, and under which assumptions about
disks, stands in docs/decisions/0013-power-cuts.md.
"""
