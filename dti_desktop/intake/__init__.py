"""What may come in as evidence, told by a file's content: bounded readers, no unpacking, no trust.

Everything here reads a file that lies still (a staged copy) and judges it. Nothing is written, nothing
is run, and no hostile file raises anything but a typed judgement.
"""
