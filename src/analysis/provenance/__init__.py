"""What a run was made from and what it made: manifest, RO-Crate and code version."""

from analysis.provenance.code import CodeVersion, find_code_version
from analysis.provenance.crate import write_crate
from analysis.provenance.manifest import CRATE, MANIFEST, Run, write_manifest

__all__ = [
    "CRATE",
    "MANIFEST",
    "CodeVersion",
    "Run",
    "find_code_version",
    "write_crate",
    "write_manifest",
]
