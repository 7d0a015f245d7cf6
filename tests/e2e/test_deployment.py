"""What somebody who installs the platform runs to see whether it is there."""

import pytest
from motorway_setup import reachable

from tests.support.platform import Platform

pytestmark = pytest.mark.e2e


def test_a_running_platform_answers_as_helm_test_expects(platform: Platform) -> None:
    reachable.check(platform["URL"])
    with pytest.raises(reachable.Unexpected, match=r"/readyz: .*; /: "):
        reachable.check(platform["BRIDGE_URL"].replace("https:", "http:"))
