"""The signed submission: a canonical ASiC-E container, written, read and verified.

Import the room you need: `writer.write_bundle`, `verify.verify_bundle`, `signing.Pkcs12Signer`,
`profile.evidence_name`. Nothing heavy is loaded before one of these is called.
"""
