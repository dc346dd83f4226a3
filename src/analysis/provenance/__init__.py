"""What a run was made from and made: its manifest, and the same as an RO-Crate."""

from analysis.provenance.code import CodeVersion, find_code_version
from analysis.provenance.crate import write_crate
from analysis.provenance.manifest import Run, write_manifest

__all__ = ["CodeVersion", "Run", "find_code_version", "write_crate", "write_manifest"]
