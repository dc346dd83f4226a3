"""Which code and packages a run used."""

import hashlib
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import analysis
from analysis.inputs.digest import file_sha256
from analysis.study.project import find_project_root

DISTRIBUTION = "yhdessa-osallisuutta-analysis"
GIT_TIMEOUT_S = 20


@dataclass(frozen=True)
class CodeVersion:
    """The version of the code that made something.

    Attributes
    ----------
    version : str
        Of the package.
    sha256 : str
        Of the package's and notebooks' files together.
    commit : str
        Git's name of the checked-out commit; empty outside a git checkout.
    is_modified : bool
        Whether files of the checkout differ from that commit.
    """

    version: str
    sha256: str
    commit: str = ""
    is_modified: bool = False


def find_code_version() -> CodeVersion:
    """The version of the code that runs now."""
    commit = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no") if commit else ""
    return CodeVersion(analysis.__version__, _code_sha256(), commit, bool(changed))


def list_packages() -> dict[str, str]:
    """Versions of the packages that the analysis asks for, as they are installed."""
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return {}
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if "extra ==" not in line]
    return {name: version(name) for name in sorted(names)}


def _code_sha256() -> str:
    package = Path(analysis.__file__).parent
    files = [p for p in package.rglob("*") if p.suffix in (".py", ".toml", ".j2", ".typ")]
    files += find_project_root().joinpath("notebooks").glob("*.ipynb")
    lines = sorted(f"{file_sha256(path)}  {path.name}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _git(*arguments: str) -> str:
    """What git answers; empty where there is no git or no checkout."""
    try:
        answer = subprocess.run(  # noqa: S603 - the arguments are written above
            ["git", *arguments],  # noqa: S607 - git is where the user has it
            cwd=find_project_root(),
            capture_output=True,
            text=True,
            check=True,
            timeout=GIT_TIMEOUT_S,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
